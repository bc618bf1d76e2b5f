import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countryContract } from './country.contract-test.ts'
import type { Country } from './country.ts'
import { databaseCountry } from './database.ts'
import { mmdb } from './testing/mmdb.ts'

let folder: string
let country: Country

const from = (remoteAddress: string, forwarded?: string) =>
  country.of({ headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, socket: { remoteAddress } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countries-'))
  const path = join(folder, 'country.mmdb')
  await writeFile(
    path,
    mmdb({
      '81.2.69.0/24': { country: { iso_code: 'GB' }, registered_country: { iso_code: 'US' } },
      '5.0.0.0/8': { registered_country: { iso_code: 'DE' } },
      '9.9.9.0/24': { country_code: 'CH' },
      '7.0.0.0/8': { country: { iso_code: 'EU' } },
      '2001:db8::/32': { country: { iso_code: 'FR' } },
      '100.64.0.0/10': { city: { names: { en: 'Nowhere' } } },
    }),
  )
  country = await databaseCountry({ path, trustedProxies: ['10.0.0.0/8', '::1'] })
})
afterAll(() => rm(folder, { recursive: true }))

countryContract('a database', { of: (request) => country.of(request) })

test.each([
  ['81.2.69.142', 'GB'],
  ['::ffff:81.2.69.142', 'GB'],
  ['5.6.7.8', 'DE'],
  ['9.9.9.9', 'CH'],
  ['2001:db8::1', 'FR'],
  ['7.7.7.7', null],
  ['100.64.0.1', null],
  ['127.0.0.1', null],
])('%s is in %s', (address, code) => {
  expect(from(address)).toBe(code)
})

test('behind proxies that are trusted, the client counts, and from nobody else what somebody says of another', () => {
  expect(from('10.1.2.3', '81.2.69.142')).toBe('GB')
  expect(from('::1', '9.9.9.9, 10.4.5.6')).toBe('CH')
  expect(from('5.6.7.8', '81.2.69.142')).toBe('DE')
  expect(from('10.1.2.3', '81.2.69.142, 5.6.7.8')).toBe('DE')
})

test.each(['', 'unknown', '<b>', '999.1.1.1', '81.2.69'])('behind a proxy, "%s" is nobody', (forwarded) => {
  expect(from('10.1.2.3', forwarded)).toBeNull()
})

test('what is no such database is refused at the start', async () => {
  const path = join(folder, 'other.mmdb')
  await writeFile(path, 'no database')
  await expect(databaseCountry({ path, trustedProxies: [] })).rejects.toThrow()
  await expect(databaseCountry({ path: join(folder, 'none.mmdb'), trustedProxies: [] })).rejects.toThrow()
})
