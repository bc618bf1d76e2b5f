import { countriesText, MOST_COUNTRIES } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import { boundedText } from '../../../text/bounded-text.ts'

const LONGEST_LIST = 1_000
/** What the names of countries are looked up in says undefined of a code that it does not know. */
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Whether a text is the code of a country: two capital letters, ISO 3166. */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && names.of(code) !== undefined
}

const codes = boundedText(LONGEST_LIST)
  .transform((text) => text.split(',').map((code) => code.trim().toUpperCase()))
  .refine((list) => list.every(isCountry), {
    message: 'must be codes of countries with commas between, such as CH, DE',
  })
  .refine((list) => new Set(list).size <= MOST_COUNTRIES, {
    message: `must name ${MOST_COUNTRIES} countries at most: name the others instead`,
  })

/** Where an item may be played: in some countries only, in all but some, or everywhere. */
export const countriesSchema = z
  .object({ onlyIn: codes.optional(), notIn: codes.optional() })
  .refine(({ onlyIn, notIn }) => !onlyIn || !notIn, {
    path: ['notIn'],
    message: 'cannot be said beside the other list',
  })
  .default({})
  .transform(({ onlyIn, notIn }) => {
    if (onlyIn) return countriesText('allow', onlyIn)
    return notIn ? countriesText('deny', notIn) : ''
  })
