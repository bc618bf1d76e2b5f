import { dateWords } from '../../ui/dates.ts'
import { durationWords } from '../../ui/words.ts'
import type { Asked, Comparison } from './period-search.ts'
import type { Measure } from './series.ts'

export const MEASURE_NAMES: Record<Measure, string> = {
  views: 'Views',
  viewers: 'Viewers',
  watch_minutes: 'Minutes',
}

/** What comparisons compare with, after “than” or “as”. */
export const COMPARED_WORDS: Record<Exclude<Comparison, 'none'>, string> = {
  before: 'the days before',
  year: 'a year ago',
}

export interface Change {
  direction: 'more' | 'less' | 'same'
  words: string
}

/** `12 % more`, `as many`: how a figure stands beside the one before it. */
export function changeOf(now: number, before: number): Change {
  if (before === 0)
    return now === 0 ? { direction: 'same', words: 'none, as' } : { direction: 'more', words: 'new, none in' }
  const percent = Math.round((now / before - 1) * 100)
  if (percent === 0) return { direction: 'same', words: 'as many as' }
  const direction = percent > 0 ? 'more' : 'less'
  return { direction, words: `${Math.abs(percent).toLocaleString('en')} % ${direction} than` }
}

export function percentWords(share: number | undefined): string {
  return share === undefined ? '–' : `${Math.round(share * 100)} %`
}

/** `4:10`, `1:02:30`: a moment of an item. */
export function positionWords(second: number): string {
  const [hours, minutes, seconds] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, Math.floor(second % 60)]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** Undefined where there is no whole. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}

/** `1,234`; from 10,000 on `12.3K`. */
export function figureWords(value: number): string {
  return value < 10_000
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 })
}

export function measureWords(measure: Measure, value: number): string {
  return measure === 'watch_minutes' ? watchedWords(value) : value.toLocaleString('en')
}

/** `45 s`, `12 min`, `3 h 20 min`; from 100 hours on `1,234 h`. */
export function watchedWords(minutes: number): string {
  const hours = minutes / 60
  return hours < 100 ? durationWords(minutes * 60) : `${Math.round(hours).toLocaleString('en')} h`
}

/** `February 1 to March 2, 2026`. */
export function periodWords({ from, to }: Pick<Asked, 'from' | 'to'>): string {
  const last = dateWords(to, { day: 'numeric', month: 'long', year: 'numeric' })
  if (from === to) return last
  const year = from.slice(0, 4) === to.slice(0, 4) ? undefined : 'numeric'
  return `${dateWords(from, { day: 'numeric', month: 'long', year })} to ${last}`
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })
const SOURCE_NAMES: Record<string, string> = {
  home: 'Home page',
  browse: 'Library',
  search: 'Search',
  series: 'Series',
  trending: 'Trending',
  continue: 'Go on where you stopped',
  newsletter: 'Newsletter',
  embed: 'Our form on other sites',
  link: 'Links on other sites',
  direct: 'Address or bookmark',
}
const DEVICE_NAMES: Record<string, string> = { desktop: 'Computer', phone: 'Phone', tablet: 'Tablet', tv: 'TV' }
const PATTERN_NAMES: Record<string, string> = {
  none: 'As it comes',
  box: 'Box breathing',
  '4-7-8': '4-7-8 breathing',
  coherent: 'Coherent breathing',
  own: 'Their own',
  other: 'Other',
}

/** One of the studio's is told by its name. */
export function patternName(value: string): string {
  return PATTERN_NAMES[value] ?? value
}

export const ERROR_NAMES: Record<string, string> = {
  network: 'connection lost',
  decode: 'damaged',
  unsupported: 'device cannot play it',
  refused: 'refused',
  stream_ended: 'ended elsewhere',
  other: 'something else',
}
const OTHER = 'Other'

export const SHARE_NAMES = {
  devices: (value: string) => DEVICE_NAMES[value] ?? OTHER,
  countries: (value: string) => (/^[A-Z]{2}$/.test(value) ? (regions.of(value) ?? value) : OTHER),
  sources: (value: string) => SOURCE_NAMES[value] ?? OTHER,
}
