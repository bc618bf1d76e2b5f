import { expect, test } from 'vitest'
import { isForPlayer, isStart } from './use-page-keys.ts'

/** Where the focus is, as far as its ancestors by their selectors tell. */
const focusIn = (...ancestors: string[]) => ({
  closest: (selectors: string) => (ancestors.some((one) => selectors.split(', ').includes(one)) ? ({} as never) : null),
})
const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, repeat: false, defaultPrevented: false, ...more }) as KeyboardEvent

test('the keys of the player work when the focus is somewhere else on the page', () => {
  for (const key of [' ', 'k', 'j', 'l', 'm', 'f', 'c', 'ArrowLeft', 'ArrowRight', '?'])
    expect(isForPlayer(press(key), focusIn('a'))).toBe(true)
})

test('the page keeps what it scrolls by', () => {
  for (const key of ['ArrowUp', 'ArrowDown', 'PageDown', 'Tab', 'Enter'])
    expect(isForPlayer(press(key), focusIn())).toBe(false)
})

test('who writes, chooses or answers a dialog keeps every key', () => {
  for (const place of ['input', 'textarea', 'select', 'dialog'])
    expect(isForPlayer(press('k'), focusIn(place))).toBe(false)
})

test('a button keeps the space bar and nothing else', () => {
  expect(isForPlayer(press(' '), focusIn('button'))).toBe(false)
  expect(isForPlayer(press('k'), focusIn('button'))).toBe(true)
})

test("shortcuts of the browser are the browser's, and a key that is held down does not toggle on and on", () => {
  expect(isForPlayer(press('f', { ctrlKey: true }), focusIn())).toBe(false)
  expect(isForPlayer(press('k', { repeat: true }), focusIn())).toBe(false)
  expect(isForPlayer(press('ArrowRight', { repeat: true }), focusIn())).toBe(true)
})

test('before anything plays, the keys that play begin, and no other does', () => {
  expect([' ', 'k', 'j', 'f', 'ArrowRight'].filter((key) => isStart(press(key), focusIn()))).toEqual([' ', 'k'])
  expect(isStart(press(' '), focusIn('button'))).toBe(false)
  expect(isStart(press('k'), focusIn('input'))).toBe(false)
})
