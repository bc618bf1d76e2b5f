import { expect, test } from 'vitest'
import { ApiError } from '../../api/answer.ts'
import { firstToPlay } from './first-to-play.ts'

const gone = new ApiError('Content not found', 404, 'not_found')
const away = new ApiError('Nobody answers', 0, 'unreachable')
const answers: Record<string, ApiError | { id: string; can_stream: boolean }> = {
  gone,
  away,
  locked: { id: 'locked', can_stream: false },
  open: { id: 'open', can_stream: true },
}

async function fetchItem(id: string) {
  const answer = answers[id] ?? gone
  if (answer instanceof ApiError) throw answer
  return answer
}

const first = (...ids: string[]) =>
  firstToPlay(
    ids.map((id) => ({ id })),
    fetchItem,
  )

test('what was taken down or is locked is passed over', async () => {
  expect(await first('gone', 'locked', 'open', 'away')).toEqual(answers.open)
})

test('nothing is to be played where none opens', async () => {
  expect(await first('gone', 'locked')).toBeNull()
  expect(await first()).toBeNull()
})

test('nothing is passed over because nobody answers', async () => {
  await expect(first('away', 'open')).rejects.toBe(away)
})
