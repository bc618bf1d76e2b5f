import type { Filters } from './filters.ts'

/** What a text in a search field asks for. */
export interface Question {
  /** What is looked for in texts; empty where all was read as filters. */
  words: string
  filters: Filters
  readings: Reading[]
}

/** Words that were read as filters. */
export interface Reading {
  /** As they were written. */
  words: string
  filters: Filters
  /** The same question without them. */
  q_without: string
}

interface Rule {
  pattern: RegExp
  read(match: RegExpExecArray): Filters
}

const NUMBER = '(\\d{1,3})'
const UNIT = '[ -]?(min(?:ute)?s?|minuten|h(?:ou)?rs?|h|std|stunden?)\\.?'
const EXCLUSIVE = /^(?:under|less|shorter|unter|weniger|kürzer|over|more|longer|über|mehr|länger)/i
const AT_MOST =
  '(?:under|less than|shorter than|up to|at most|max(?:imum|imal)?\\.?|unter|weniger als|kürzer als|höchstens|bis(?: zu)?)'
const AT_LEAST = '(?:over|more than|longer than|at least|min(?:imum)?\\.?|über|mehr als|länger als|mindestens|ab)'
/** How far an item may be from the length that was named, and in seconds at least. */
const TOLERANCE = 0.2
const LEAST_SPREAD = 60

/** The first that fits is taken, and then the next. */
const RULES: Rule[] = [
  {
    pattern: rule(`${NUMBER} ?(?:-|–|to|bis) ?${NUMBER}${UNIT}`),
    read: ([, from, to, unit]) => ({ min_duration: secondsOf(from, unit), max_duration: secondsOf(to, unit) }),
  },
  {
    pattern: rule(`${AT_MOST} ${NUMBER}${UNIT}`),
    read: ([all, count, unit]) => ({ max_duration: secondsOf(count, unit) - Number(EXCLUSIVE.test(all)) }),
  },
  {
    pattern: rule(`${AT_LEAST} ${NUMBER}${UNIT}`),
    read: ([all, count, unit]) => ({ min_duration: secondsOf(count, unit) + Number(EXCLUSIVE.test(all)) }),
  },
  {
    pattern: rule(`(?:(?:about|around|ca\\.?|etwa|ungefähr) )?${NUMBER}${UNIT}`),
    read: ([, count, unit]) => durationAbout(secondsOf(count, unit)),
  },
  {
    pattern: rule('(?:no|without(?: a)?) (?:voice|talking|words)|voiceless|ohne (?:stimme|sprache|worte)'),
    read: () => ({ voice: false }),
  },
  { pattern: rule('audios?'), read: () => ({ content_type: 'audio' }) },
  { pattern: rule('videos?'), read: () => ({ content_type: 'video' }) },
  { pattern: rule('free|kostenlose?s?|gratis'), read: () => ({ tier: 'free' }) },
]
const QUOTED = /"[^"]*"|“[^”“]*”|„[^“”„]*[“”]/g

/**
 * Tells filters (`10 min`, `under 20 minutes`, `no voice`, `audio`, `free`; in German, too) from the words beside them. What
 * stands in quotation marks is only words, and so is what would be a filter that `given` has already.
 */
export function readQuestion(q: string, given: Filters): Question {
  const readings: { words: string; filters: Filters; at: number }[] = []
  let left = q.replace(QUOTED, (quoted) => '"'.repeat(quoted.length))
  let filters: Filters = {}
  const taken = (name: keyof Filters) => given[name] !== undefined || filters[name] !== undefined
  for (const { pattern, read } of RULES) {
    const match = pattern.exec(left)
    if (!match) continue
    const found = read(match)
    if (!isMeaningful(found) || Object.keys(found).some((name) => taken(name as keyof Filters))) continue
    filters = { ...filters, ...found }
    readings.push({ words: match[0], filters: found, at: match.index })
    left = left.slice(0, match.index) + '"'.repeat(match[0].length) + left.slice(match.index + match[0].length)
  }
  readings.sort((a, b) => a.at - b.at)
  return {
    words: without(q, readings),
    filters,
    readings: readings.map((reading) => ({
      words: reading.words,
      filters: reading.filters,
      q_without: without(q, [reading]),
    })),
  }
}

function rule(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}.,'’-])(?:${words})(?![\\p{L}\\p{N}'’-])`, 'iu')
}

function secondsOf(count = '', unit = ''): number {
  return Number(count) * (/^[hs]/i.test(unit) ? 3_600 : 60)
}

/** About so long: a fifth more or less, and a minute at least. */
function durationAbout(seconds: number): Filters {
  const spread = Math.max(Math.round(seconds * TOLERANCE), LEAST_SPREAD)
  return seconds === 0 ? {} : { min_duration: Math.max(seconds - spread, 1), max_duration: seconds + spread }
}

/** Nothing lasts from 20 to 10 minutes, and nothing less than none. */
function isMeaningful(filters: Filters): boolean {
  const { min_duration: min = 0, max_duration: max = Infinity } = filters
  return Object.keys(filters).length > 0 && min <= max && max > 0
}

/** The comma that stood beside what is left out goes with it. */
function without(q: string, parts: readonly { words: string; at: number }[]): string {
  let left = q
  for (const { words, at } of parts.toReversed()) left = `${left.slice(0, at)} ${left.slice(at + words.length)}`
  return left
    .replace(/\s+/g, ' ')
    .replace(/ ?,(?:[ ,]*,)?/g, ',')
    .replace(/^[ ,]+|[ ,]+$/g, '')
}
