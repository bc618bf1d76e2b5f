import { expect, test } from 'vitest'
import type { Country } from './country.ts'

/** What every adapter keeps to: an ISO code or nothing, whatever a client sends, from whatever address. */
export function countryContract(name: string, country: Country): void {
  const values = [undefined, '', 'ch', 'CHE', 'C1', 'ZZ', 'XX', 'CH, DE', '<b>', 'A'.repeat(10_000)]
  const addresses = [undefined, '', 'unix:', '10.0.0.1', '::ffff:10.0.0.1', 'fd00::1', '192.0.2.1']

  test(`${name}: what is no country is none`, () => {
    for (const value of values) {
      for (const remoteAddress of addresses) {
        const headers = value === undefined ? {} : { 'cloudfront-viewer-country': value }
        expect(country.of({ headers, socket: { remoteAddress } })).toBeNull()
      }
    }
  })
}
