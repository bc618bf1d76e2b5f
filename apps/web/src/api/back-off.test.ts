import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { attemptWithBackOff } from './back-off.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const page = Object.assign(new EventTarget(), { document: { hidden: false } })
  const startedMs = Date.now()
  const attemptsMs: number[] = []
  const end = attemptWithBackOff(() => attemptsMs.push(Date.now() - startedMs), page)
  return { page, attemptsMs, end }
}

test('attempts come after ever longer waits, of half a minute at the most', () => {
  const { attemptsMs } = start()
  vi.advanceTimersByTime(122_000)
  expect(attemptsMs).toEqual([2_000, 6_000, 14_000, 30_000, 60_000, 90_000, 120_000])
})

test.each(['online', 'focus', 'visibilitychange'])('at once on %s, and then soon again', (event) => {
  const { page, attemptsMs } = start()
  vi.advanceTimersByTime(50_000)
  attemptsMs.length = 0
  page.dispatchEvent(new Event(event))
  vi.advanceTimersByTime(4_000)
  expect(attemptsMs).toEqual([50_000, 54_000])
})

test('nothing is attempted while nobody sees the page; it goes on when somebody does', () => {
  const { page, attemptsMs } = start()
  page.document.hidden = true
  page.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(600_000)
  expect(attemptsMs).toEqual([])
  page.document.hidden = false
  page.dispatchEvent(new Event('visibilitychange'))
  expect(attemptsMs).toEqual([600_000])
})

test('what was ended attempts nothing, whatever comes back', () => {
  const { page, attemptsMs, end } = start()
  end()
  page.dispatchEvent(new Event('online'))
  vi.advanceTimersByTime(60_000)
  expect(attemptsMs).toEqual([])
})
