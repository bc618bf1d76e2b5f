import { expect, test } from 'vitest'
import { countryContract } from '../../../ports/country.contract-test.ts'
import { noCountry } from '../../off/country.ts'
import { cloudfrontCountry } from './cloudfront-country.ts'

const country = cloudfrontCountry({ trustedProxies: ['10.0.0.0/8', '192.0.2.7', 'fd00::/8'] })
const from = (remoteAddress: string | undefined) =>
  country.of({ headers: { 'cloudfront-viewer-country': 'CH' }, socket: { remoteAddress } })

countryContract('CloudFront', country)
countryContract('off', noCountry)

test.each(['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.7', 'fd12::1'])('%s is believed', (address) => {
  expect(from(address)).toBe('CH')
})

test.each(['192.0.2.8', '::ffff:11.1.2.3', '2001:db8::1', '', undefined])('%j is not', (address) => {
  expect(from(address)).toBeNull()
})

test('off knows no country, whoever says one', () => {
  const request = { headers: { 'cloudfront-viewer-country': 'CH' }, socket: { remoteAddress: '10.1.2.3' } }
  expect(noCountry.of(request)).toBeNull()
})
