import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeat } from './repeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const quiet = { info: () => {}, warn: vi.fn(), error: () => {} }

test('works at once, and again a while after each round is done', async () => {
  const rounds: (() => void)[] = []
  const work = vi.fn(() => new Promise<void>((resolve) => void rounds.push(resolve)))
  await using _task = repeat(work, 1_000, quiet)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(work).toHaveBeenCalledTimes(1)
  rounds[0]?.()
  await vi.advanceTimersByTimeAsync(999)
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(work).toHaveBeenCalledTimes(2)
  rounds[1]?.()
})

test('a round that fails is told, and followed by the next', async () => {
  const work = vi.fn().mockRejectedValueOnce(new Error('no database')).mockResolvedValue(undefined)
  await using _task = repeat(work, 1_000, quiet)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(work).toHaveBeenCalledTimes(2)
  expect(quiet.warn).toHaveBeenCalledExactlyOnceWith({ err: new Error('no database') }, expect.any(String))
})

test('stops for good, after the round that runs', async () => {
  let finish = () => {}
  const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  const task = repeat(work, 1_000, quiet)
  const stopped = vi.fn()
  const stopping = task[Symbol.asyncDispose]().then(stopped)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(stopped).not.toHaveBeenCalled()
  finish()
  await stopping
  await vi.advanceTimersByTimeAsync(5_000)
  expect(work).toHaveBeenCalledTimes(1)
})
