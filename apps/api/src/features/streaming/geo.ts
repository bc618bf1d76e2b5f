import { type Countries, mayPlayIn } from '@better-and-bliss/stream-token'
import type { Country, HandedRequest } from '@better-and-bliss/viewer-country'
import { AppError } from '../../errors.ts'

/** Where playback is restricted; null: nowhere, whatever lists items have. */
export type Geo = { country: Country; allowedCountries: Countries } | null

/** @throws AppError `not_in_country` where the installation's list or the item's own does not let the request's country play. */
export function assertMayPlay(geo: Geo, item: { countries: Countries }, request: HandedRequest): void {
  if (geo === null) return
  const country = geo.country.of(request)
  if (mayPlayIn(geo.allowedCountries, country) && mayPlayIn(item.countries, country)) return
  throw new AppError('not_in_country', country === null ? UNKNOWN : REFUSED)
}

const REFUSED =
  'We may not play this in the country that you are in. It will play again once you are back where it is available; everything else is open to you.'
const UNKNOWN =
  'This plays in some countries only, and we cannot tell which one you are in. If you use a VPN or a private relay, turn it off for this page and try again.'
