import { type Bits, emptyBits } from './bits.ts'
import { recent } from './recent.ts'
import { GRADES, SPEECH_SCORE } from './scores.ts'
import type { Slots } from './slot-set.ts'
import { type Room, weightOf } from './slot-union.ts'
import type { SpeechIndex } from './speech-index.ts'
import { matchesOf, type TermMatches, withLesser } from './term-matches.ts'
import type { Named, TextIndex } from './text-index.ts'

/** What has a term that was asked for. */
export interface Known {
  /** In its texts. */
  written: TermMatches
  /** With what is said, too. */
  said(): TermMatches
}

/** What matches may take: of a large catalogue more, or few of its terms would be kept. */
const MATCHES_BYTES = 8 * 1024 * 1024
const MATCHES_BYTES_PER_ITEM = 480
/** Of the objects around the sets of a term. */
const LEAST_WEIGHT = 2_048

interface Kept extends Known {
  /** In bytes, at most. */
  weight: number
  /** Sets that others may have when this is no longer kept. */
  taken: Bits[]
}

interface Parts {
  texts: Pick<TextIndex, 'match'>
  speech: Pick<SpeechIndex, 'matching' | 'isEmpty'>
  slotsOf: (named: Named) => Slots
}

/** Terms that were asked for lately, until the next change of the items. */
export interface KnownTerms {
  /**
   * Begins a question, and with it ends the one before.
   *
   * @returns what finds the terms of the question. What it finds is valid until the next one begins.
   */
  ask(): (term: string) => Known
}

/**
 * Sets of terms that are no longer kept are used again: a garbage collector that is told of new ones all the time goes through the
 * whole heap for them. A term may be dropped for another one of its own question; its sets are free when that question has ended.
 *
 * @param slots how many there are in all
 */
export function createKnownTerms(parts: Parts, items: number, slots: number): KnownTerms {
  const most = Math.max(MATCHES_BYTES, MATCHES_BYTES_PER_ITEM * items)
  const free: Bits[] = []
  let dropped: Kept[] = []
  const terms = recent<Kept>(
    most,
    ({ weight }) => weight,
    (kept) => dropped.push(kept),
  )
  return {
    ask: () => {
      for (const { taken } of dropped) free.push(...taken)
      dropped = []
      return (term) => terms.get(term, () => lookedUp(term, parts, { slots, free }))
    },
  }
}

function lookedUp(
  term: string,
  { texts, speech, slotsOf }: Parts,
  { slots, free }: { slots: number; free: Bits[] },
): Kept {
  const taken: Bits[] = []
  const room = {
    slots,
    take: () => {
      const bits = free.pop()?.fill(0) ?? emptyBits(slots)
      taken.push(bits)
      return bits
    },
  }
  const written = matchesOf(texts.match(term, slotsOf), room)
  const weight = unionsOf(written).reduce((sum, sets) => sum + weightOf(sets, room), LEAST_WEIGHT)
  let said: TermMatches | undefined
  return {
    written,
    said: () => {
      said ??= saidToo(written, speech.matching(term), room)
      return said
    },
    weight: Math.ceil(weight + (speech.isEmpty() ? 0 : slots / 8)),
    taken,
  }
}

/** The sets that may be united: those of each grade and all better ones, and of levels in between that have several. */
function unionsOf({ levels }: TermMatches): Slots[][] {
  return levels.flatMap(({ score, sets }, index) => {
    const isGrade = GRADES.some((least) => score >= least && (levels[index + 1]?.score ?? 0) < least)
    return isGrade || sets.length > 1 ? [levels.slice(0, index + 1).flatMap((level) => level.sets)] : []
  })
}

function saidToo(written: TermMatches, spoken: readonly Slots[], room: Room): TermMatches {
  return spoken.length > 0 ? withLesser(written, SPEECH_SCORE, spoken, room) : written
}
