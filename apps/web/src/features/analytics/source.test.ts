import { expect, test } from 'vitest'
import { isPassed, placeBehind, sourceOf } from './source.ts'

const ORIGIN = 'https://app.example.org'
const NOWHERE = { search: {}, left: null, shelf: undefined, referrer: '', isResumed: false }
const home = { pathname: '/', search: {} }
const browse = (search: object = {}) => ({ pathname: '/browse', search })

test.each([
  [{}, 'direct'],
  [{ referrer: 'https://blog.example.com/' }, 'link'],
  [{ search: { from: 'newsletter' } }, 'newsletter'],
  [{ search: { from: 'elsewhere' } }, 'direct'],
  [{ left: browse({ series: 'dawn', from: 'newsletter' }) }, 'newsletter'],
  [{ left: { ...home, search: { from: 'embed' } } }, 'embed'],
  [{ left: home }, 'home'],
  [{ left: home, isResumed: true }, 'continue'],
  [{ left: home, shelf: 'trending', isResumed: true }, 'trending'],
  [{ left: browse(), isResumed: true }, 'browse'],
  [{ left: browse({ q: 'rain' }) }, 'search'],
  [{ left: browse({ series: 'dawn' }) }, 'series'],
  [{ left: { pathname: '/content/x', search: {} } }, 'other'],
] as const)('whoever comes by %j comes from %s', (arrival, source) => {
  expect(sourceOf({ ...NOWHERE, ...arrival })).toBe(source)
})

test('a link that is opened in another tab leads from the page that it stands on', () => {
  expect(placeBehind(`${ORIGIN}/browse?q=rain`, ORIGIN)).toEqual(browse({ q: 'rain' }))
  for (const referrer of ['', 'https://example.com/', `${ORIGIN}.example.com/`])
    expect(placeBehind(referrer, ORIGIN)).toBeNull()
})

test('signing in is on the way, and leads nowhere by itself', () => {
  expect(['/sign-in', '/sign-in/done', '/confirm'].every((pathname) => isPassed({ pathname }))).toBe(true)
  expect(['/', '/signs', '/content/sign-in'].some((pathname) => isPassed({ pathname }))).toBe(false)
})
