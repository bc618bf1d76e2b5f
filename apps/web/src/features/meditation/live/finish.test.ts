import { beforeEach, expect, test } from 'vitest'
import { ApiError } from '../../../api/answer.ts'
import { TestClock } from '../socket/testing/line.ts'
import { type FinishStep, finishSession } from './finish.ts'

const offline = new ApiError('We cannot reach the studio.', 0, 'unreachable')
let clock: TestClock
let steps: FinishStep[]
let answers: (string | Error)[]
let asked: number

beforeEach(() => {
  clock = new TestClock()
  steps = []
  answers = []
  asked = 0
})

function finish(goodbye: Promise<void> = Promise.resolve()) {
  const complete = async () => {
    asked += 1
    const answer = answers.shift() ?? 'summary'
    if (answer instanceof Error) throw answer
    return answer
  }
  return finishSession({ goodbye, complete, clock, onStep: (step) => steps.push(step) })
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

test('a session is completed once its last sound has arrived', async () => {
  let arrive = () => {}
  const finishing = finish(new Promise((resolve) => (arrive = resolve)))
  await settle()
  expect(asked).toBe(0)
  arrive()
  expect(await finishing).toBe('summary')
})

test('a line that stays broken holds nobody up for long', async () => {
  const finishing = finish(new Promise(() => {}))
  await clock.advance(6_000)
  expect(await finishing).toBe('summary')
})

test('an API out of reach is asked again, by itself', async () => {
  answers = [offline, offline]
  const finishing = finish()
  await settle()
  expect(steps.at(-1)?.kind).toBe('waiting')
  await clock.advance(1_000)
  await settle()
  await clock.advance(2_000)
  expect(await finishing).toBe('summary')
  expect(asked).toBe(3)
})

test('and at once by the member’s wish', async () => {
  answers = [offline]
  const finishing = finish()
  await settle()
  const step = steps.at(-1)
  if (step?.kind === 'waiting') step.retry()
  expect(await finishing).toBe('summary')
})

test('a refusal is told in words, and not asked again', async () => {
  answers = [new ApiError('Not found', 404, 'not_found')]
  expect(await finish()).toBeUndefined()
  expect(steps.at(-1)).toMatchObject({ kind: 'refused', words: expect.stringContaining('deleted') })
})
