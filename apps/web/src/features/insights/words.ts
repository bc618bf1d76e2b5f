import { LANGUAGE } from '../../language/page-language.ts'
import { dateWords } from '../../ui/dates.ts'
import { durationWords } from '../../ui/words.ts'
import { t } from './messages.ts'
import type { Asked, Comparison } from './period-search.ts'
import type { Measure } from './series.ts'

export const MEASURE_NAMES: Record<Measure, string> = {
  views: t('views'),
  viewers: t('viewers'),
  watch_minutes: t('minutes'),
}

/** How a figure stands beside the one before it. `percent`: by how much; null where there was nothing. */
export interface Change {
  direction: 'more' | 'less' | 'same'
  percent: number | null
}

export function changeOf(now: number, before: number): Change {
  if (before === 0) return { direction: now === 0 ? 'same' : 'more', percent: null }
  const percent = Math.round((now / before - 1) * 100)
  const direction = percent === 0 ? 'same' : percent > 0 ? 'more' : 'less'
  return { direction, percent: Math.abs(percent) }
}

/** `12 % more than the days before`, `as many as a year ago`. */
export function changeWords({ direction, percent }: Change, compared: Exclude<Comparison, 'none'>): string {
  const said = SAID[compared]
  if (percent === null) return t(direction === 'same' ? said.none : said.fresh)
  return direction === 'same' ? t(said.same) : t(said[direction], { percent })
}

const SAID = {
  before: { none: 'noneBefore', fresh: 'newBefore', same: 'sameBefore', more: 'moreBefore', less: 'lessBefore' },
  year: { none: 'noneYear', fresh: 'newYear', same: 'sameYear', more: 'moreYear', less: 'lessYear' },
} as const

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
    ? Math.round(value).toLocaleString(LANGUAGE)
    : value.toLocaleString(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 })
}

export function measureWords(measure: Measure, value: number): string {
  return measure === 'watch_minutes' ? watchedWords(value) : value.toLocaleString(LANGUAGE)
}

/** `45 s`, `12 min`, `3 h 20 min`; from 100 hours on `1,234 h`. */
export function watchedWords(minutes: number): string {
  const hours = minutes / 60
  return hours < 100 ? durationWords(minutes * 60) : t('hours', { hours: Math.round(hours) })
}

/** `February 1 to March 2, 2026`. */
export function periodWords({ from, to }: Pick<Asked, 'from' | 'to'>): string {
  const last = dateWords(to, { day: 'numeric', month: 'long', year: 'numeric' })
  if (from === to) return last
  const year = from.slice(0, 4) === to.slice(0, 4) ? undefined : 'numeric'
  return t('fromTo', { first: dateWords(from, { day: 'numeric', month: 'long', year }), last })
}

const regions = new Intl.DisplayNames(LANGUAGE, { type: 'region', fallback: 'code' })
const SOURCE_NAMES: Record<string, string> = {
  home: t('homePage'),
  browse: t('library'),
  search: t('search'),
  series: t('series'),
  trending: t('trending'),
  continue: t('goOn'),
  newsletter: t('newsletter'),
  embed: t('ourForm'),
  link: t('otherSites'),
  direct: t('bookmark'),
}
const DEVICE_NAMES: Record<string, string> = {
  desktop: t('computer'),
  phone: t('phone'),
  tablet: t('tablet'),
  tv: t('tv'),
}
const PATTERN_NAMES: Record<string, string> = {
  none: t('asItComes'),
  box: t('box'),
  '4-7-8': t('p478'),
  coherent: t('coherent'),
  own: t('theirOwn'),
  other: t('other'),
}

/** One of the studio's is told by its name. */
export function patternName(value: string): string {
  return PATTERN_NAMES[value] ?? value
}

export const ERROR_NAMES: Record<string, string> = {
  network: t('connectionLost'),
  decode: t('damaged'),
  unsupported: t('deviceCannot'),
  refused: t('refused'),
  stream_ended: t('endedElsewhere'),
}
const OTHER = t('other')

export const SHARE_NAMES = {
  devices: (value: string) => DEVICE_NAMES[value] ?? OTHER,
  countries: (value: string) => (/^[A-Z]{2}$/.test(value) ? (regions.of(value) ?? value) : OTHER),
  sources: (value: string) => SOURCE_NAMES[value] ?? OTHER,
}
