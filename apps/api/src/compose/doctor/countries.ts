import { stat } from 'node:fs/promises'
import type { ApiSettings } from '@better-and-bliss/settings'
import { openCountry } from '@better-and-bliss/viewer-country'
import { advice, wrong } from '../../ports/finding.ts'
import { type Check, fits, reasonOf } from './check.ts'

const DAY_MS = 86_400_000
/** Who makes such databases makes one a week or a month. */
const OLD_DAYS = 90

type CountryParts = Pick<ApiSettings, 'viewerCountry' | 'geo'> & { nowMs: () => number }

/** Who says where requests come from. */
export function countriesCheck({ viewerCountry, geo, nowMs }: CountryParts): Check {
  return {
    subject: 'Countries',
    look: async () => {
      if (viewerCountry.kind === 'off') return [fits('Nobody asks where requests come from.')]
      if (viewerCountry.kind === 'cloudfront') return [fits('CloudFront says where requests come from.')]
      try {
        await openCountry(viewerCountry)
      } catch (error) {
        const closed = geo.kind === 'on' ? ' Nothing plays that has a list of countries.' : ''
        const says = `GEOIP_DATABASE cannot be used: ${reasonOf(error)}.${closed} API and edge do not start with it.`
        return [wrong(says, 'Put a database in the format of MaxMind there.')]
      }
      const days = Math.floor((nowMs() - (await stat(viewerCountry.path)).mtimeMs) / DAY_MS)
      if (days <= OLD_DAYS) return [fits(`The database of addresses is ${days} days old.`)]
      const says = `The database of addresses is ${days} days old: networks have moved to other countries since.`
      return [advice(says, 'Replace the file of GEOIP_DATABASE; it is read anew by itself.')]
    },
  }
}
