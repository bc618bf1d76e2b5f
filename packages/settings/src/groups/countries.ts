import { group, Incomplete, type Machine, refuseStray, required } from '../group.ts'
import type { Secret } from '../secret.ts'
import type { Values } from '../variables.ts'

/** Who says which country a request comes from. `path` is absolute. */
export type ViewerCountry =
  | { kind: 'off' }
  | { kind: 'cloudfront'; trustedProxies: string[]; originSecret: Secret | undefined }
  | { kind: 'database'; path: string; trustedProxies: string[] }

const COUNTRY_VARIABLES = ['VIEWER_COUNTRY', 'TRUSTED_PROXIES', 'CLOUDFRONT_ORIGIN_SECRET', 'GEOIP_DATABASE'] as const

export const viewerCountry = group(COUNTRY_VARIABLES, viewerCountryOf)

function viewerCountryOf(set: Values<(typeof COUNTRY_VARIABLES)[number]>, machine: Machine): ViewerCountry {
  const { VIEWER_COUNTRY, TRUSTED_PROXIES: trustedProxies = [], CLOUDFRONT_ORIGIN_SECRET: originSecret } = set
  if (VIEWER_COUNTRY === 'cloudfront') {
    refuseStray(
      set,
      ['GEOIP_DATABASE'],
      'with VIEWER_COUNTRY=cloudfront, CloudFront says the country; unset one of them',
    )
    if (!originSecret && trustedProxies.length === 0)
      throw new Incomplete([
        'CLOUDFRONT_ORIGIN_SECRET or TRUSTED_PROXIES is missing: VIEWER_COUNTRY=cloudfront needs one',
      ])
    return { kind: 'cloudfront', trustedProxies, originSecret }
  }
  refuseStray(set, ['CLOUDFRONT_ORIGIN_SECRET'], 'only VIEWER_COUNTRY=cloudfront asks for it')
  if (set.GEOIP_DATABASE) return { kind: 'database', path: machine.resolvePath(set.GEOIP_DATABASE), trustedProxies }
  return { kind: 'off' }
}

/** Where playback is allowed, by ISO 3166 codes of two letters; null: everywhere where no item says otherwise. */
export type Geo = { kind: 'off' } | { kind: 'on'; allowed: string[] | null }

export const geo = group(['ENABLE_GEO_RESTRICTION', 'ALLOWED_COUNTRIES', ...COUNTRY_VARIABLES], (set, machine): Geo => {
  if (!set.ENABLE_GEO_RESTRICTION) return { kind: 'off' }
  const { ALLOWED_COUNTRIES } = required(set, ['ALLOWED_COUNTRIES'], 'ENABLE_GEO_RESTRICTION')
  if (viewerCountryOf(set, machine).kind === 'off')
    throw new Incomplete([
      'VIEWER_COUNTRY=cloudfront or GEOIP_DATABASE is missing: ENABLE_GEO_RESTRICTION needs to know the country',
    ])
  return { kind: 'on', allowed: ALLOWED_COUNTRIES === 'everywhere' ? null : ALLOWED_COUNTRIES }
})
