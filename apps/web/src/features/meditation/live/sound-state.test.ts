import { expect, test } from 'vitest'
import { FLOWING, interruptionOf, isLost, type SoundEvent, soundAfter } from './sound-state.ts'

const after = (...events: SoundEvent[]) => events.reduce(soundAfter, FLOWING)
const came = { name: 'came', missedMs: 3_000 } as const
const suspended = { name: 'interrupted', why: 'suspended' } as const
const [lost, opened, paused, resumed] = [
  { name: 'lost' },
  { name: 'opened' },
  { name: 'paused' },
  { name: 'resumed' },
] as const

test('an interruption ends with the first sound, which says how long it was', () => {
  expect(interruptionOf(after(suspended))).toBe('suspended')
  expect(after(suspended, came)).toEqual({ name: 'flowing', missedMs: 3_000 })
})

test('sound that just goes on changes nothing', () => {
  const flowing = after(suspended, came)
  expect(soundAfter(flowing, { name: 'came', missedMs: 0 })).toBe(flowing)
  expect(soundAfter(flowing, resumed)).toBe(flowing)
})

test('a microphone that is lost stays lost until another is open, and silent until that gives sound', () => {
  expect([isLost(after(lost)), interruptionOf(after(lost))]).toEqual([true, 'lost'])
  expect(interruptionOf(after(lost, opened))).toBe('silent')
  expect(after(lost, opened, came)).toEqual({ name: 'flowing', missedMs: 3_000 })
})

test('nothing is an interruption while the member pauses', () => {
  for (const event of [suspended, came, lost, opened]) {
    expect(interruptionOf(after(paused, event)), event.name).toBeNull()
  }
  expect(after(suspended, paused, resumed)).toEqual(FLOWING)
})

test('a microphone that is lost in a pause, or before it, is still lost after it', () => {
  expect(after(paused, lost, resumed)).toEqual({ name: 'lost' })
  expect(after(lost, paused, paused, resumed)).toEqual({ name: 'lost' })
  expect(after(lost, paused, opened, resumed)).toEqual(FLOWING)
})
