import { beforeEach, expect, test } from 'vitest'
import { ApiError } from '../../../api/answer.ts'
import type { KeyValueStore } from '../../../api/local-storage.ts'
import { readRunning } from '../running-record.ts'
import { TestClock } from '../socket/testing/line.ts'
import { createPageLeave, type PageLeave } from './page-leave.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'

const UNIX_MS = 1_800_000_000_000
const SESSION = '0b8f6f8e-6a40-4c63-9b43-0e7b0d1a2c3d'

let clock: TestClock
let storage: KeyValueStore
let stopwatch: Stopwatch
let page: PageLeave
let told: number[]
let resumed: number
let answer: () => Promise<unknown>

beforeEach(() => {
  clock = new TestClock()
  const kept = new Map<string, string>()
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
  stopwatch = createStopwatch(clock.nowMs)
  told = []
  resumed = 0
  answer = async () => ({})
  page = createPageLeave({
    storage,
    memberId: 'ada',
    sessionId: SESSION,
    usesMicrophone: true,
    stopwatch,
    session: stopwatch,
    leave: (pausedSeconds) => told.push(pausedSeconds),
    resume: () => {
      resumed += 1
      return answer()
    },
    clock,
    unixNowMs: () => UNIX_MS + clock.nowMs(),
  })
})

const record = () => readRunning(storage, 'ada', UNIX_MS + clock.nowMs())

test('a page that goes tells the server, and leaves its successor how long the session was', async () => {
  await clock.advance(90_000)
  page.hide()
  expect(told).toEqual([0])
  expect(record()).toEqual({
    sessionId: SESSION,
    usesMicrophone: true,
    elapsedMs: 90_000,
    pausedMs: 0,
    leftAtMs: UNIX_MS + 90_000,
  })
})

test('one that comes back goes on, its absence was a pause, and nothing is left for a successor', async () => {
  await clock.advance(90_000)
  page.hide()
  await clock.advance(20_000)
  expect(await page.show()).toBe(true)
  await clock.advance(10_000)
  expect([stopwatch.elapsedMs(), stopwatch.pausedMs(), record(), resumed]).toEqual([100_000, 20_000, null, 1])
})

test('a session that was paused before is paused after', async () => {
  stopwatch.pause()
  page.hide()
  await page.show()
  expect(stopwatch.isPaused).toBe(true)
})

test('a session that has ended meanwhile does not go on', async () => {
  answer = () => Promise.reject(new ApiError('It has ended', 409, 'already_ended'))
  page.hide()
  expect(await page.show()).toBe(false)
  expect(stopwatch.isPaused).toBe(true)
})

test('without a network it is paused until the server answers', async () => {
  let isReachable = false
  answer = async () => {
    if (!isReachable) throw new ApiError('Check your connection.', 0, 'unreachable')
  }
  page.hide()
  const coming = page.show()
  for (const waitMs of [0, 3_000, 3_000]) await after(waitMs)
  expect([resumed, stopwatch.isPaused]).toEqual([3, true])
  isReachable = true
  await after(3_000)
  expect([await coming, stopwatch.isPaused]).toEqual([true, false])
})

/** Moves the clock, and lets what was answered arrive. */
async function after(ms: number): Promise<void> {
  await clock.advance(ms)
  await new Promise((resolve) => setTimeout(resolve))
}
