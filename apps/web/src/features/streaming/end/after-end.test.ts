import { expect, test } from 'vitest'
import { afterEnd } from './after-end.ts'

test('the next title plays by itself where there is one and the member wants it', () => {
  expect(afterEnd({ hasNext: true, autoplays: true, isAsleep: false })).toBe('next')
  expect(afterEnd({ hasNext: false, autoplays: true, isAsleep: false })).toBe('suggestions')
  expect(afterEnd({ hasNext: true, autoplays: false, isAsleep: false })).toBe('suggestions')
})

test('nothing plays by itself while the sleep timer runs', () => {
  expect(afterEnd({ hasNext: true, autoplays: true, isAsleep: true })).toBe('suggestions')
})
