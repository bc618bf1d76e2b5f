import { type Countries, countriesText, MOST_COUNTRIES } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import { isCountry } from './countries.ts'

const RULES = ['everywhere', 'only_in', 'not_in'] as const

/** Where an item may be played, as the studio asks and is told. */
export const countriesField = z
  .object({
    rule: z.enum(RULES).meta({ description: 'Whether `codes` are where it may be played, or where not' }),
    codes: z
      .array(z.string().length(2).refine(isCountry, 'must be the code of a country, such as CH'))
      .max(MOST_COUNTRIES)
      .meta({ description: 'Countries (ISO 3166), in capital letters; empty for everywhere', example: ['CH', 'DE'] }),
  })
  .refine(({ rule, codes }) => (rule === 'everywhere') === (codes.length === 0), {
    path: ['codes'],
    message: 'must name countries, unless it may be played everywhere',
  })
  .meta({
    id: 'StudioCountries',
    description: 'Where an item may be played',
    example: { rule: 'not_in', codes: ['US'] },
  })

type CountriesField = z.infer<typeof countriesField>

export function toCountries({ rule, codes }: CountriesField): Countries {
  if (rule === 'everywhere') return ''
  return countriesText(rule === 'only_in' ? 'allow' : 'deny', codes)
}

export function fromCountries(countries: Countries): CountriesField {
  if (countries === '') return { rule: 'everywhere', codes: [] }
  return { rule: countries.startsWith('a') ? 'only_in' : 'not_in', codes: countries.slice(1).match(/../g) ?? [] }
}
