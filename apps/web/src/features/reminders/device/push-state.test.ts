import { expect, test } from 'vitest'
import { isQuietAt, type PushSurroundings, pushStateOf } from './push-state.ts'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15'
const CHROME: PushSurroundings = {
  ...{
    hasWorker: true,
    hasPush: true,
    permission: 'default',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/153.0',
  },
  ...{ touchPoints: 0, isInstalled: false },
}
const SAFARI = { ...CHROME, hasPush: false, permission: null }

test.each<[string, PushSurroundings, string]>([
  ['that was not asked yet', CHROME, 'ready'],
  ['that was allowed', { ...CHROME, permission: 'granted' }, 'ready'],
  ['that was denied', { ...CHROME, permission: 'denied' }, 'blocked'],
  ['on an iPhone', { ...SAFARI, userAgent: IPHONE, touchPoints: 5 }, 'install_first'],
  ['on an iPad', { ...SAFARI, userAgent: MAC, touchPoints: 5 }, 'install_first'],
  ['on the home screen of an iPhone', { ...CHROME, userAgent: IPHONE, isInstalled: true }, 'ready'],
  ['on that of an old iPhone', { ...SAFARI, userAgent: IPHONE, isInstalled: true }, 'unsupported'],
  ['on an old Mac', { ...SAFARI, userAgent: MAC }, 'unsupported'],
  ['without a service worker', { ...CHROME, hasWorker: false }, 'unsupported'],
])('a browser %s', (_, surroundings, state) => expect(pushStateOf(surroundings)).toBe(state))

test.each([
  ['20:59', false],
  ['21:00', true],
  ['00:00', true],
  ['06:59', true],
  ['07:00', false],
])('quiet over midnight: %s', (time, quiet) => expect(isQuietAt(time, { from: '21:00', until: '07:00' })).toBe(quiet))

test('quiet in the middle of the day, or never', () => {
  const siesta = { from: '13:00', until: '15:00' }
  expect(['12:59', '13:00', '14:59', '15:00'].map((time) => isQuietAt(time, siesta))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(isQuietAt('03:00', null)).toBe(false)
})
