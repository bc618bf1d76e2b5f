import { expect, onTestFinished, test, vi } from 'vitest'
import { windowCounts } from './window-counts.ts'

const LIMIT = { points: 2, durationSeconds: 60 }

test('of many who come once the first are forgotten, and not who goes on', () => {
  const counts = windowCounts(100)
  for (let n = 0; n < 1_000; n++) {
    counts.consume(`once ${n}`, LIMIT)
    counts.consume('goes on', LIMIT)
  }
  expect(counts.consume('goes on', LIMIT)).toMatchObject({ allowed: false, used: 1_001 })
  expect(counts.consume('once 0', LIMIT)).toMatchObject({ allowed: true, used: 1 })
})

test('many under one limit make nobody forgotten who is held against another', () => {
  const counts = windowCounts(100)
  counts.consume('ada', LIMIT)
  for (let n = 0; n < 1_000; n++) counts.consume(`once ${n}`, { points: 60, durationSeconds: 3_600 })
  expect(counts.consume('ada', LIMIT).used).toBe(2)
})

test('begins a window that ends after its length, at whatever fraction of a millisecond', () => {
  const now = vi.spyOn(performance, 'now')
  onTestFinished(() => now.mockRestore())
  const counts = windowCounts()
  const ends = Array.from({ length: 1_000 }, (_, at) => {
    now.mockReturnValue(13_000 + at / 7)
    return counts.consume(String(at), { points: 1, durationSeconds: 60 }).resetSeconds
  })
  expect(new Set(ends)).toEqual(new Set([60]))
})
