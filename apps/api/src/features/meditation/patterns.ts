import { PATTERN_TARGETS, type Pattern, type Target } from '@better-and-bliss/breath/protocol'

/** One cycle of a pattern; `own` is the member's, and counts only with the pattern of that name. */
export function targetOf(pattern: Pattern, own: Target | null): Target | null {
  return pattern === 'own' ? own : PATTERN_TARGETS[pattern]
}
