import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from './answer.ts'
import { recoverByItself, retryFailed, staleSinceMs } from './recovery.ts'

const UNREACHABLE = new ApiError('Check your connection.', 0, 'unreachable')

let page: EventTarget & { document: { hidden: boolean } }
let queries: QueryClient
let answer: () => string
let asked: number
let leave: () => void

beforeEach(() => {
  vi.useFakeTimers()
  page = Object.assign(new EventTarget(), { document: { hidden: false } })
  queries = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } })
  recoverByItself(queries, page)
  asked = 0
  answer = () => {
    throw UNREACHABLE
  }
  leave = () => {}
})
afterEach(() => {
  leave()
  vi.useRealTimers()
})

function show() {
  const observer = new QueryObserver(queries, {
    queryKey: ['shown'],
    queryFn: () => {
      asked += 1
      return answer()
    },
  })
  leave = observer.subscribe(() => {})
  return observer
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

test('what could not be fetched is asked for again after 2, 4, 8, 16, then every 30 seconds, until it comes', async () => {
  const observer = show()
  await seconds(0)
  const attempts: number[] = []
  for (let second = 1; second <= 125; second += 1) {
    const before = asked
    await seconds(1)
    if (asked > before) attempts.push(second)
  }
  expect(attempts).toEqual([2, 6, 14, 30, 60, 90, 120])
  answer = () => 'here'
  await seconds(30)
  expect(observer.getCurrentResult().data).toBe('here')
  await seconds(300)
  expect(asked).toBe(attempts.length + 2)
})

test.each(['online', 'focus', 'visibilitychange'])('%s asks at once', async (event) => {
  show()
  await seconds(20)
  const before = asked
  page.dispatchEvent(new Event(event))
  await seconds(0)
  expect(asked).toBe(before + 1)
})

test('a hidden page asks for nothing, and goes on when it is seen again', async () => {
  const observer = show()
  await seconds(0)
  page.document.hidden = true
  await seconds(600)
  expect(asked).toBe(1)
  page.document.hidden = false
  answer = () => 'here'
  page.dispatchEvent(new Event('visibilitychange'))
  await seconds(0)
  expect(observer.getCurrentResult().data).toBe('here')
})

test('a refusal is final', async () => {
  answer = () => {
    throw new ApiError('No such session', 404, 'not_found')
  }
  show()
  await seconds(300)
  expect(asked).toBe(1)
})

test('a button asks at once; many presses ask once', async () => {
  show()
  await seconds(0)
  retryFailed(queries)
  retryFailed(queries)
  await seconds(0)
  expect(asked).toBe(2)
})

test('data that could not be renewed stay, with the time that they are from, until they are renewed', async () => {
  vi.setSystemTime(1_000_000)
  answer = () => 'old'
  const observer = show()
  await seconds(0)
  expect(staleSinceMs(queries)).toBe(null)
  answer = () => {
    throw UNREACHABLE
  }
  await seconds(60)
  await observer.refetch()
  expect(observer.getCurrentResult().data).toBe('old')
  expect(staleSinceMs(queries)).toBe(1_000_000)
  answer = () => 'new'
  await seconds(2)
  expect(observer.getCurrentResult().data).toBe('new')
  expect(staleSinceMs(queries)).toBe(null)
})
