import { expect, test } from 'vitest'
import { afterSaving, disputedFields } from './use-draft.ts'

test('what is typed while a draft is saved is not lost, and not taken for saved', () => {
  const sent = { title: 'Night sea', description: 'By the' }
  const stored = { title: 'Night Sea', description: 'By the' }
  expect(afterSaving(stored, { now: { ...sent, description: 'By the sea' }, sent })).toEqual({
    title: 'Night Sea',
    description: 'By the sea',
  })
  expect(afterSaving(stored, { now: sent, sent })).toEqual(stored)
})

test('two people dispute what both have changed, to different things', () => {
  const began = { title: 'Sea', plan: 'free', tags: ['sleep'], part: 1 }
  const theirs = { title: 'Lake', plan: 'basic', tags: ['sleep'], part: 2 }
  expect(disputedFields({ title: 'Pond' }, { theirs, began })).toEqual(['title'])
  expect(disputedFields({ tags: ['calm'], part: 2 }, { theirs, began })).toEqual([])
})
