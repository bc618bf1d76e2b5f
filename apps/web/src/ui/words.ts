import { LANGUAGE } from '../language/page-language.ts'
import { translatorOf } from '../language/translator.ts'
import { counted } from '../messages/en/counted.ts'

const t = translatorOf('counted', counted)

export type CountedThing = keyof typeof counted

/** From here on half minutes are left out. */
const HALVES_UNTIL_SECONDS = 300

/** `45 s`, `1 min 30 s`, `12 min`, `1 h 30 min`: as exact as a person would tell it. */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const halves = Math.round(whole / 30)
  if (whole < HALVES_UNTIL_SECONDS && halves % 2 === 1) return `${(halves - 1) / 2} min 30 s`
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`
}

/** `1 day`, `12 days`. */
export function countWords(count: number, thing: CountedThing): string {
  return t(thing, { count })
}

/** `December 6, 2026`. */
export function dayWords(time: string | number): string {
  return new Date(time).toLocaleDateString(LANGUAGE, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** A time of the day (`21:30`), as clocks show it where the page's language is spoken. */
export function clockWords(time: string): string {
  return new Date(`2024-01-01T${time}`).toLocaleTimeString(LANGUAGE, { timeStyle: 'short' })
}

/** `Sunday, December 6 at 2:30 PM`, on the clock of whoever reads it. */
export function momentWords(time: string | number): string {
  return new Date(time).toLocaleString(LANGUAGE, { dateStyle: 'full', timeStyle: 'short' }).replace(/,? \d{4}/, '')
}
