import { expect, test } from 'vitest'
import { keepPreferences, readPreferences, withMinutes, withProfile } from './preferences.ts'

function storage(kept: Record<string, string> = {}) {
  const map = new Map(Object.entries(kept))
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  }
}

test('at first sound stays on the device, and nobody has agreed to anything', () => {
  expect(readPreferences(storage(), 'mira')).toMatchObject({ isPrivate: true, storesBreath: null, sounds: false })
})

test('what a member chose is theirs alone', () => {
  const device = storage()
  keepPreferences(device, 'mira', { ...readPreferences(device, 'mira'), pattern: 'box', storesBreath: true })
  expect(readPreferences(device, 'mira')).toMatchObject({ pattern: 'box', storesBreath: true })
  expect(readPreferences(device, 'nora')).toMatchObject({ pattern: 'none', storesBreath: null })
})

test.each(['nonsense', '7', 'null', '{"pattern":"samba","own":{"inhale_ms":"x"},"minutes":7,"isPrivate":"no"}'])(
  'what cannot be read (%s) is as if it were not there',
  (text) => {
    expect(readPreferences(storage({ 'bliss.meditation.mira': text }), 'mira')).toEqual(
      readPreferences(storage(), 'mira'),
    )
  },
)

test.each([
  [3, 3],
  [7, 5],
  [undefined, 5],
])('a link that says %s minutes begins with %s', (asked, minutes) => {
  expect(withMinutes(readPreferences(storage(), 'mira'), asked).minutes).toBe(minutes)
})

test('what was learned is kept by microphone, for the last eight of them', () => {
  let preferences = readPreferences(storage(), 'mira')
  for (let index = 0; index < 12; index += 1) preferences = withProfile(preferences, `microphone ${index}`, `p${index}`)
  expect(Object.keys(preferences.profiles)).toHaveLength(8)
  expect(preferences.profiles).toMatchObject({ 'microphone 11': 'p11', 'microphone 4': 'p4' })
})
