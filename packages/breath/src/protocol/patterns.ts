import type { Target } from './target.ts'

/**
 * What a session's breath may follow. `none`: breathing as it comes; `studio`: a pattern that was made in the studio; `own`: a
 * target that the member sets.
 */
export const PATTERNS = ['none', 'box', '4-7-8', 'coherent', 'studio', 'own'] as const
export type Pattern = (typeof PATTERNS)[number]

/** One cycle of each pattern that every installation has. */
export const PATTERN_TARGETS: Readonly<Record<Exclude<Pattern, 'studio' | 'own'>, Target | null>> = {
  none: null,
  box: { inhale_ms: 4_000, hold_in_ms: 4_000, exhale_ms: 4_000, hold_out_ms: 4_000 },
  '4-7-8': { inhale_ms: 4_000, hold_in_ms: 7_000, exhale_ms: 8_000, hold_out_ms: 0 },
  coherent: { inhale_ms: 5_500, hold_in_ms: 0, exhale_ms: 5_500, hold_out_ms: 0 },
}
