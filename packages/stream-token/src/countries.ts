/**
 * Where something may be played, in one text that fits into a fact and a setting: `a` and the countries where it may, or `d` and
 * those where it may not, by ISO 3166 codes of two capital letters each; empty for everywhere.
 */
export type Countries = string

/** Of 249 countries no list needs more than half: it can name the others. */
export const MOST_COUNTRIES = 125

export const COUNTRIES_PATTERN = `(?:[ad](?:[A-Z]{2}){1,${MOST_COUNTRIES}})?`

/** `['de', 'CH']` becomes `aCHDE`. The codes may come in any order, twice, and in small letters. */
export function countriesText(kind: 'allow' | 'deny', codes: readonly string[]): Countries {
  return (kind === 'allow' ? 'a' : 'd') + [...new Set(codes.map((code) => code.toUpperCase()))].sort().join('')
}

/** The countries that settings allow everything in; null where countries do not matter. */
export function allowedCountries(
  geo: { kind: 'off' } | { kind: 'on'; allowed: readonly string[] | null },
): Countries | null {
  if (geo.kind === 'off') return null
  return geo.allowed === null ? '' : countriesText('allow', geo.allowed)
}

/** Whether somebody in `country` may play; where nobody knows the country (null), only what may be played everywhere. */
export function mayPlayIn(countries: Countries, country: string | null): boolean {
  if (countries === '') return true
  if (country === null) return false
  let isNamed = false
  for (let at = 1; at < countries.length; at += 2) if (countries.slice(at, at + 2) === country) isNamed = true
  return isNamed === (countries[0] === 'a')
}
