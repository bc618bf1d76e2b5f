import { expect, test } from 'vitest'
import { choicesOf } from './pattern-choices.ts'

const OWN = { inhale_ms: 4_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 0 }
const WAVE = { id: 'wave', name: 'Slow wave', words: '', target: { ...OWN, exhale_ms: 9_000 } }

function chosen(...[step, own, ofStudio]: Parameters<typeof choicesOf>) {
  const { choices, chosen } = choicesOf(step, own, ofStudio)
  return choices[chosen]
}

test('a pattern that every installation has is chosen by its name', () => {
  expect(chosen({ pattern: 'box', target: null }, OWN, [])).toMatchObject({ name: 'Box', target: null })
})

test("one of the studio's is kept as what it was, and found again by that", () => {
  const { choices } = choicesOf({ pattern: 'box', target: null }, OWN, [WAVE])
  const wave = choices.find(({ name }) => name.startsWith('Slow wave'))
  expect(wave).toMatchObject({ pattern: 'own', target: WAVE.target })
  expect(chosen({ pattern: 'own', target: { ...WAVE.target } }, OWN, [WAVE])).toEqual(wave)
})

test('what has changed since stays as it was kept', () => {
  const target = { ...OWN, hold_in_ms: 2_000 }
  expect(chosen({ pattern: 'own', target }, OWN, [WAVE])).toEqual({ name: '4 · 2 · 6', pattern: 'own', target })
})
