import { expect, test } from 'vitest'
import { demoProgress } from './demo-catalogue.ts'

test('the way of the demo catalogue is shown, and its end stays', () => {
  const shown: string[] = []
  const show = (kind: string) => (text: string) => shown.push(`${kind} ${text}`)
  const hear = demoProgress({ say: show('say'), progress: show('progress'), settle: show('settle') })
  hear({ type: 'progress', ready: 3, total: 10, title: 'Ocean' })
  hear({ type: 'ready' })
  hear({ type: 'progress', ready: 10, total: 10 })
  expect(shown).toEqual(['progress Demo catalogue: 3 of 10 ready (Ocean)', 'settle Demo catalogue: 10 of 10 ready'])
})
