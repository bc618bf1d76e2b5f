import { expect, test } from 'vitest'
import { memoryStorage } from '../testing/storage.ts'
import { DEFAULT_PREFERENCES, keepPreferences, type PlayerPreferences, readPreferences } from './preferences.ts'

test('what a member chose is there again, for this member alone', () => {
  const device = memoryStorage()
  const chosen: PlayerPreferences = {
    rate: 1.25,
    showsCaptions: true,
    captionLanguage: 'de',
    audioLanguage: 'fr',
    captionStyle: { size: 'large', background: 'solid' },
    playsHidden: true,
    autoplays: false,
  }
  keepPreferences(device, 'ada', chosen)
  expect(readPreferences(device, 'ada')).toEqual(chosen)
  expect(readPreferences(device, 'bob')).toEqual(DEFAULT_PREFERENCES)
})

test.each(['', 'no json', 'null', '7', '[]', '{"rate": 40, "captionStyle": "x", "captionLanguage": 5}'])(
  'what cannot be read (%s) is as it is by default',
  (text) => {
    const device = memoryStorage()
    device.setItem('bliss.player.ada', text)
    expect(readPreferences(device, 'ada')).toEqual(DEFAULT_PREFERENCES)
  },
)
