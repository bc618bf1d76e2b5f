import { expect, test } from 'vitest'
import { isForPlayer, isStart, reaches } from './use-keys.ts'

/** Where the focus is, as far as its ancestors by their selectors tell. */
const focusIn = (...ancestors: string[]) => ({
  closest: (selectors: string) => (ancestors.some((one) => selectors.split(', ').includes(one)) ? ({} as never) : null),
})
const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, repeat: false, defaultPrevented: false, ...more }) as KeyboardEvent

test('the keys of the player work when the focus is somewhere else on the page', () => {
  for (const key of [' ', 'k', 'j', 'l', 'm', 'f', 'c', 'ArrowLeft', 'ArrowRight', '?'])
    expect(isForPlayer(press(key), focusIn('a'), false)).toBe(true)
})

test('the page keeps what it scrolls by', () => {
  for (const key of ['ArrowUp', 'ArrowDown', 'PageDown', 'Tab', 'Enter'])
    expect(isForPlayer(press(key), focusIn(), false)).toBe(false)
})

test('who writes, chooses or answers a dialog keeps every key', () => {
  for (const place of ['input', 'textarea', 'select', 'dialog'])
    expect(isForPlayer(press('k'), focusIn(place), false)).toBe(false)
})

test('a button keeps the space bar and nothing else', () => {
  expect(isForPlayer(press(' '), focusIn('button'), false)).toBe(false)
  expect(isForPlayer(press('k'), focusIn('button'), false)).toBe(true)
})

test("shortcuts of the browser are the browser's, and a key that is held down does not toggle on and on", () => {
  expect(isForPlayer(press('f', { ctrlKey: true }), focusIn(), false)).toBe(false)
  expect(isForPlayer(press('k', { repeat: true }), focusIn(), false)).toBe(false)
  expect(isForPlayer(press('ArrowRight', { repeat: true }), focusIn(), false)).toBe(true)
})

test('before anything plays, the keys that play begin, and no other does', () => {
  expect([' ', 'k', 'j', 'f', 'ArrowRight'].filter((key) => isStart(press(key), focusIn()))).toEqual([' ', 'k'])
  expect(isStart(press(' '), focusIn('button'))).toBe(false)
  expect(isStart(press('k'), focusIn('input'))).toBe(false)
})

test('inside of the player the arrows up and down are its volume, but not on a slider, which they move', () => {
  expect(isForPlayer(press('ArrowUp'), focusIn('media-controller'), true)).toBe(true)
  for (const slider of ['media-time-range', 'media-volume-range'])
    expect(isForPlayer(press('ArrowUp'), focusIn(slider), true)).toBe(false)
})

test('on the time line the arrows go as many seconds as anywhere', () => {
  expect(isForPlayer(press('ArrowRight'), focusIn('media-time-range'), true)).toBe(true)
  expect(isForPlayer(press('ArrowRight'), focusIn('media-volume-range'), true)).toBe(false)
})

test('at the foot of a page its letters work, and the page keeps the space bar and the arrows', () => {
  const docked = { takesPageKeys: true, isDocked: true }
  for (const key of ['k', 'j', 'l', 'm', '<', '>']) expect(reaches(key, docked)).toBe(true)
  for (const key of [' ', 'ArrowLeft', 'ArrowRight']) {
    expect(reaches(key, docked)).toBe(false)
    expect(reaches(key, { takesPageKeys: true, isDocked: false })).toBe(true)
  }
})

test('where a page has keys of its own, no key outside of the player is the player’s', () => {
  expect(reaches('k', { takesPageKeys: false, isDocked: false })).toBe(false)
})
