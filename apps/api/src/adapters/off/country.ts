import type { Country } from '../../ports/country.ts'

/** Where nobody says where requests come from. */
export const noCountry: Country = { of: () => null }
