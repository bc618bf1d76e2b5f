import { PATTERN_TARGETS, type Pattern as PatternId } from '@better-and-bliss/breath/patterns'
import type { Target } from '@better-and-bliss/breath/protocol'
import type { BreathPattern } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../language/page-language.ts'
import { t } from './messages.ts'

/** What was chosen: a pattern that is always there, or one of the studio's. */
export interface PatternChoice {
  pattern: PatternId
  /** Of one of the studio's; null for any other one. */
  patternId: string | null
}

/** A way to breathe that a member may choose. */
export interface Pattern {
  id: PatternId
  patternId: string | null
  name: string
  words: string
  /** Null: as it comes. */
  target: Target | null
}

export const DEFAULT_OWN_TARGET: Target = { inhale_ms: 4_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 0 }

const COMMON: readonly Omit<Pattern, 'patternId'>[] = [
  {
    id: 'none',
    name: t('asItComes'),
    words: t('asItComesHint'),
    target: PATTERN_TARGETS.none,
  },
  {
    id: 'box',
    name: t('box'),
    words: t('boxHint'),
    target: PATTERN_TARGETS.box,
  },
  {
    id: '4-7-8',
    name: '4-7-8',
    words: t('fourSevenEightHint'),
    target: PATTERN_TARGETS['4-7-8'],
  },
  {
    id: 'coherent',
    name: t('coherent'),
    words: t('coherentHint'),
    target: PATTERN_TARGETS.coherent,
  },
]

/** What there is to choose from: what is always there, what the studio made, and last the member's own. */
export function patternsWith(own: Target, ofStudio: readonly BreathPattern[]): readonly Pattern[] {
  return [
    ...COMMON.map((pattern) => ({ ...pattern, patternId: null })),
    ...ofStudio.map(({ id, ...pattern }) => ({ ...pattern, id: 'studio' as const, patternId: id })),
    { id: 'own', patternId: null, name: t('ownPattern'), words: t('ownPatternHint'), target: own },
  ]
}

export function isChosen({ id, patternId }: Pattern, choice: PatternChoice | null): boolean {
  return choice !== null && choice.pattern === id && (id !== 'studio' || choice.patternId === patternId)
}

/** `4 · 4 · 4 · 4`: the parts of a cycle in seconds, without holds that are none. */
export function countWords({ inhale_ms, hold_in_ms, exhale_ms, hold_out_ms }: Target): string {
  const parts = hold_in_ms || hold_out_ms ? [inhale_ms, hold_in_ms, exhale_ms] : [inhale_ms, exhale_ms]
  return [...parts, ...(hold_out_ms ? [hold_out_ms] : [])].map((ms) => (ms / 1000).toLocaleString(LANGUAGE)).join(' · ')
}

export function cycleMs({ inhale_ms, hold_in_ms, exhale_ms, hold_out_ms }: Target): number {
  return inhale_ms + hold_in_ms + exhale_ms + hold_out_ms
}
