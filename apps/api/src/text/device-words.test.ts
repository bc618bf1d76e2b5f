import { expect, test } from 'vitest'
import { deviceWords } from './device-words.ts'
import { placeWords } from './place-words.ts'

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const CHROMIUM = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0'

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox on Linux'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Safari/537.36 Edg/156.0.0.0`, 'Microsoft Edge on Windows'],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1`,
    'Safari on iPhone',
  ],
  [`Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) ${WEBKIT} CriOS/125.0 Mobile/15E148 Safari/604.1`, 'Chrome on iPad'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.4 Safari/605.1.15`, 'Safari on macOS'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROMIUM} Mobile Safari/537.36`, 'Chrome on Android'],
  [
    `Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 ${CHROMIUM} Safari/537.36`,
    'Samsung Internet on Android',
  ],
])('a device is named in words: %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words)
})

test.each([null, '', 'curl/8.5.0', 'a'.repeat(256), '('.repeat(256), 'Sign in again at evil.example/1.0'])(
  'nothing that a client made up stands in the words: %j',
  (userAgent) => {
    expect(deviceWords(userAgent)).toBe('Unknown device')
  },
)

test('what a client made up beside a known name does not stand in them either', () => {
  expect(deviceWords('Sign in again at evil.example/1.0 (iPad; iOS 18.1)')).toBe('iPad')
})

test('a place is named in words', () => {
  expect([placeWords('CH'), placeWords('AT'), placeWords('QQ'), placeWords(null)]).toEqual([
    'Switzerland',
    'Austria',
    null,
    null,
  ])
})
