import { expect, test } from 'vitest'
import { dropDraft, keepDraft, keptDraft } from './kept-draft.ts'

const draft = { base: { version: 3 }, fields: { title: 'Night sea', tags: ['sleep'] } }
const like = { title: '', tags: [] }

test('a draft is kept for who wrote it, and for what it is of, until it is dropped', () => {
  const place = { memberId: 'ada', path: 'content/1' }
  keepDraft(place, draft)
  expect(keptDraft(place, like)).toEqual(draft)
  expect(keptDraft({ ...place, memberId: 'ben' }, like)).toBeNull()
  expect(keptDraft({ ...place, path: 'content/2' }, like)).toBeNull()
  dropDraft(place)
  expect(keptDraft(place, like)).toBeNull()
})

test("a draft with other fields than today's, as before an update, is not taken", () => {
  const place = { memberId: 'ada', path: 'content/3' }
  keepDraft(place, draft)
  expect(keptDraft(place, { ...like, mood: '' })).toBeNull()
  expect(keptDraft(place, { title: '' })).toBeNull()
})
