import { type ItemFact, mayPlayIn } from '@better-and-bliss/stream-token'
import { asCountry } from '@better-and-bliss/viewer-country/country'

/** Where anything and an item may be played, what CloudFront says of a viewer, and whether the API would let them play. */
export interface CountryCase {
  allowedCountries: string
  ofItem: string
  said: string | undefined
  plays: boolean
}

export const ITEM_LISTS = ['', 'dCH', 'aUS'] as const

export const COUNTRY_CASES: CountryCase[] = ['', 'aCHDE', 'dUS'].flatMap((allowedCountries) =>
  ITEM_LISTS.flatMap((ofItem) =>
    ['CH', 'DE', 'US', 'ZZ', 'ch', 'CHE', undefined].map((said) => {
      const country = asCountry(said)
      const plays = mayPlayIn(allowedCountries, country) && mayPlayIn(ofItem, country)
      return { allowedCountries, ofItem, said, plays }
    }),
  ),
)

export function countryHeader(said: string | undefined): Record<string, string> {
  return said === undefined ? {} : { 'cloudfront-viewer-country': said }
}

/** That an item may be played there. */
export function listedItem(id: string, countries: string, nowSeconds: number): ItemFact {
  const open = { ended: false, min_height: 0, sessionless_through_e: 0, until: nowSeconds + 7_800 }
  return { kind: 'item', id, countries, ...open }
}
