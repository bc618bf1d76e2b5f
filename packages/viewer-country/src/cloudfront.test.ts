import { expect, test } from 'vitest'
import { cloudfrontCountry } from './cloudfront.ts'
import { countryContract } from './country.contract-test.ts'
import { noCountry } from './country.ts'

const SECRET = 'an origin secret of 33 characters'
const behindProxies = cloudfrontCountry({
  trustedProxies: ['10.0.0.0/8', '192.0.2.7', 'fd00::/8'],
  originSecret: undefined,
})
const withSecret = cloudfrontCountry({ trustedProxies: ['10.0.0.0/8'], originSecret: SECRET })
const from = (remoteAddress: string | undefined) =>
  behindProxies.of({ headers: { 'cloudfront-viewer-country': 'CH' }, socket: { remoteAddress } })

countryContract('CloudFront, from trusted proxies', behindProxies)
countryContract('CloudFront, by its secret', {
  of: ({ headers, socket }) => withSecret.of({ headers: { ...headers, 'x-origin-verify': SECRET }, socket }),
})
countryContract('off', noCountry)

test.each(['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.7', 'fd12::1'])('%s is believed', (address) => {
  expect(from(address)).toBe('CH')
})

test.each(['192.0.2.8', '::ffff:11.1.2.3', '2001:db8::1', '', undefined])('%j is not', (address) => {
  expect(from(address)).toBeNull()
})

test.each([
  [SECRET, 'CH'],
  [`${SECRET}!`, null],
  ['', null],
  [undefined, null],
])('where there is a secret, who says "%s" is told the country: %s', (said, country) => {
  const headers = { 'cloudfront-viewer-country': 'CH', ...(said !== undefined && { 'x-origin-verify': said }) }
  for (const remoteAddress of ['10.1.2.3', '203.0.113.9']) {
    expect(withSecret.of({ headers, socket: { remoteAddress } })).toBe(country)
  }
})

test('off knows no country, whoever says one', () => {
  const request = { headers: { 'cloudfront-viewer-country': 'CH' }, socket: { remoteAddress: '10.1.2.3' } }
  expect(noCountry.of(request)).toBeNull()
})
