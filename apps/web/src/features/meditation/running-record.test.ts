import { beforeEach, expect, test } from 'vitest'
import type { KeyValueStore } from '../../api/local-storage.ts'
import { elapsedNow, forgetRunning, keepRunning, readRunning } from './running-record.ts'

const MEMBER = 'ada'
const record = {
  sessionId: '0b8f6f8e-6a40-4c63-9b43-0e7b0d1a2c3d',
  usesMicrophone: true,
  elapsedMs: 90_000,
  pausedMs: 4_000,
  leftAtMs: 1_000_000,
}
let storage: KeyValueStore

beforeEach(() => {
  const kept = new Map<string, string>()
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
})

test('a page that is loaded again finds its session until it takes it up', () => {
  keepRunning(storage, MEMBER, record)
  expect(readRunning(storage, MEMBER, 1_005_000)).toEqual(record)
  forgetRunning(storage, MEMBER)
  expect(readRunning(storage, MEMBER, 1_005_000)).toBeNull()
})

test('one that comes when the server has closed the session finds none', () => {
  keepRunning(storage, MEMBER, record)
  expect(readRunning(storage, MEMBER, 1_060_000)).toBeNull()
})

test('nobody finds the session of another member', () => {
  keepRunning(storage, MEMBER, record)
  expect(readRunning(storage, 'eve', 1_005_000)).toBeNull()
})

test.each(['', 'null', '{"sessionId":"1"}', '[]'])('what somebody scribbled there (%s) is no session', (text) => {
  storage.setItem(`bliss.running.${MEMBER}`, text)
  expect(readRunning(storage, MEMBER, 1_000_000)).toBeNull()
})

test('the time away is a pause', () => {
  expect(elapsedNow(record, 1_007_000)).toEqual({ elapsedMs: 90_000, pausedMs: 11_000 })
  expect(elapsedNow(record, 999_000)).toEqual({ elapsedMs: 90_000, pausedMs: 4_000 })
})
