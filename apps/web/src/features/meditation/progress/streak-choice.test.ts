import { expect, test } from 'vitest'
import { isStreakHidden, setStreakHidden } from './streak-choice.ts'

test('a streak stays hidden until it is wanted again, for this member only', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  expect(isStreakHidden(storage, 'ada')).toBe(false)
  setStreakHidden(storage, 'ada', true)
  expect([isStreakHidden(storage, 'ada'), isStreakHidden(storage, 'eve')]).toEqual([true, false])
  setStreakHidden(storage, 'ada', false)
  expect(isStreakHidden(storage, 'ada')).toBe(false)
})
