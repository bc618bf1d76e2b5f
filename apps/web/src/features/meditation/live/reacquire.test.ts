import { beforeEach, expect, test } from 'vitest'
import { TestClock } from '../socket/testing/line.ts'
import { reacquire } from './reacquire.ts'

let clock: TestClock
let answers: ('opened' | 'fails')[]
let isAllowed: boolean
let asked: number
let opened: object[]
let closed: number
let change: () => void
let isWatching: boolean

beforeEach(() => {
  clock = new TestClock()
  answers = []
  isAllowed = true
  asked = 0
  opened = []
  closed = 0
  isWatching = false
})

function begin(): () => void {
  return reacquire({
    open: async () => {
      asked += 1
      if (answers.shift() === 'fails') throw new DOMException('gone', 'NotFoundError')
      return {
        close: () => {
          closed += 1
        },
      }
    },
    mayOpen: async () => isAllowed,
    watch: (listener) => {
      isWatching = true
      change = listener
      return () => {
        isWatching = false
      }
    },
    clock,
    onOpened: (microphone) => opened.push(microphone),
  })
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

test('another microphone is opened at once, and then nothing more', async () => {
  begin()
  await settle()
  change()
  await clock.advance(60_000)
  expect([asked, opened.length, isWatching]).toEqual([1, 1, false])
})

test('while there is none it is tried every few seconds', async () => {
  answers = ['fails', 'fails']
  begin()
  await settle()
  await clock.advance(3_000)
  await settle()
  expect(opened).toEqual([])
  await clock.advance(3_000)
  await settle()
  expect([asked, opened.length]).toEqual([3, 1])
})

test('and at once when something has changed', async () => {
  answers = ['fails']
  begin()
  await settle()
  change()
  await settle()
  expect(opened).toHaveLength(1)
})

test('the member is not asked a question that they did not look for', async () => {
  isAllowed = false
  begin()
  await clock.advance(10_000)
  expect(asked).toBe(0)
  isAllowed = true
  await clock.advance(3_000)
  await settle()
  expect(opened).toHaveLength(1)
})

test('what opens after the session is over is closed', async () => {
  const stop = begin()
  stop()
  await settle()
  expect([opened.length, closed, isWatching]).toEqual([0, asked, false])
})
