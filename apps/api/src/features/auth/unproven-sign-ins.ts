import type { RateLimit } from '../../ports/rate-limiter.ts'

/** Sign-ins from one network while nobody can judge whether persons ask. Known devices of an account are not held to it. */
export const UNPROVEN_SIGN_INS: RateLimit = { points: 3, durationSeconds: 900 }
