import { toWords } from '../../../text/words.ts'

/** Scripts that put no blanks between words. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('')
const RUNS = new RegExp(`[${UNSPACED}ー][${UNSPACED}ー\\p{M}]*|[^${UNSPACED}ー]+`, 'gu')
const UNSPACED_RUN = new RegExp(`^[${UNSPACED}ー]`, 'u')
const CHARACTERS = /\P{M}\p{M}*|\p{M}+/gu

/** English words that say nothing about an item. */
export const STOP_WORDS = new Set(
  'a an and are as at be by for from i in is it me my of on or our that the this to with you your'.split(' '),
)
/** A question has no more; those behind are not looked at. */
const MAX_WORDS = 8

/**
 * What a text is found by: its words. Where a script puts no blanks between words, each character with the next one, and
 * the last one alone, so that every part of the text is the beginning of a term.
 */
export function termsOf(text: string): Set<string> {
  return new Set(split(text).flatMap((run) => (UNSPACED_RUN.test(run) ? [...pairsOf(run), lastOf(run)] : [run])))
}

/** The terms that a question asks for; an item has them all if it has the question's words. */
export function askedTerms(question: string): string[] {
  const terms = new Set(split(question).flatMap((run) => (UNSPACED_RUN.test(run) ? askedPairs(run) : [run])))
  const telling = [...terms].filter((term) => !STOP_WORDS.has(term))
  return (telling.length > 0 ? telling : [...terms]).slice(0, MAX_WORDS)
}

function split(text: string): string[] {
  return toWords(text).flatMap((word) => (/[^a-z0-9]/.test(word) ? (word.match(RUNS) ?? []) : [word]))
}

function askedPairs(run: string): string[] {
  const pairs = pairsOf(run)
  return pairs.length > 0 ? pairs : [run]
}

function pairsOf(run: string): string[] {
  const characters = run.match(CHARACTERS) ?? []
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

function lastOf(run: string): string {
  return run.match(CHARACTERS)?.at(-1) ?? run
}
