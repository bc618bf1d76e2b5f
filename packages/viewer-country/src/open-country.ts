import { cloudfrontCountry } from './cloudfront.ts'
import { type Country, noCountry } from './country.ts'
import { databaseCountry } from './database.ts'

/** Who says which country a request comes from, as the settings choose it. */
export type CountrySource =
  | { kind: 'off' }
  | { kind: 'cloudfront'; trustedProxies: readonly string[]; originSecret: { reveal(): string } | undefined }
  | { kind: 'database'; path: string; trustedProxies: readonly string[] }

/** @throws Error when the database cannot be read. */
export async function openCountry(source: CountrySource): Promise<Country> {
  switch (source.kind) {
    case 'off':
      return noCountry
    case 'cloudfront':
      return cloudfrontCountry({ ...source, originSecret: source.originSecret?.reveal() })
    case 'database':
      return databaseCountry(source)
  }
}
