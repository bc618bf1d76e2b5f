import { beforeEach, expect, test } from 'vitest'
import { ApiError } from '../../../api/answer.ts'
import { TestClock } from '../socket/testing/line.ts'
import { isStillOpen } from './still-open.ts'

let clock: TestClock
let answers: (Error | null)[]
let asked: number

beforeEach(() => {
  clock = new TestClock()
  answers = []
  asked = 0
})

function look(): Promise<boolean> {
  return isStillOpen(async () => {
    asked += 1
    const answer = answers.shift()
    if (answer) throw answer
  }, clock)
}

test('a session that runs goes on', async () => {
  expect(await look()).toBe(true)
})

test.each([
  [409, 'already_ended'],
  [404, 'not_found'],
] as const)('one that ended or was deleted (%i) does not, and is not asked for again', async (status, code) => {
  answers = [new ApiError('over', status, code)]
  expect([await look(), asked]).toEqual([false, 1])
})

test('an API out of reach says nothing about it, and is asked again', async () => {
  answers = [new ApiError('away', 0, 'unreachable'), new ApiError('stumbled', 503, 'unavailable')]
  const looking = look()
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  await clock.advance(3_000)
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  await clock.advance(3_000)
  expect([await looking, asked]).toEqual([true, 3])
})
