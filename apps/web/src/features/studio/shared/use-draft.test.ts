import { expect, test } from 'vitest'
import { afterSaving } from './use-draft.ts'

test('what is typed while a draft is saved is not lost, and not taken for saved', () => {
  const sent = { title: 'Night sea', description: 'By the' }
  const stored = { title: 'Night Sea', description: 'By the' }
  expect(afterSaving(stored, { now: { ...sent, description: 'By the sea' }, sent })).toEqual({
    title: 'Night Sea',
    description: 'By the sea',
  })
  expect(afterSaving(stored, { now: sent, sent })).toEqual(stored)
})
