import { PATTERN_TARGETS, type Pattern, type Target } from '@better-and-bliss/breath/protocol'

/** One cycle of a pattern; `given` is the member's own or the studio's, and counts only with a pattern of those. */
export function targetOf(pattern: Pattern, given: Target | null): Target | null {
  return pattern === 'own' || pattern === 'studio' ? given : PATTERN_TARGETS[pattern]
}
