import { group } from '../group.ts'
import type { RateLimit } from '../rate-limit-text.ts'
import type { Secret } from '../secret.ts'

/** Where requests are counted. */
export type LimitsStore = { kind: 'memory' } | { kind: 'redis'; url: Secret }

export const limitsStore = group(
  ['REDIS_URL'],
  ({ REDIS_URL: url }): LimitsStore => (url ? { kind: 'redis', url } : { kind: 'memory' }),
)

/** The specification's own limits, and ours for what it leaves open; outside production they apply only when they are set. */
const PRODUCTION_LIMITS = {
  register: { points: 5, durationSeconds: 900 },
  login: { points: 10, durationSeconds: 300 },
  refresh: { points: 30, durationSeconds: 300 },
  validate: { points: 60, durationSeconds: 60 },
  passwordReset: { points: 5, durationSeconds: 900 },
  api: { points: 100, durationSeconds: 60 },
}

/** Null where there is no limit. */
export type RateLimits = Record<keyof typeof PRODUCTION_LIMITS, RateLimit | null>

export const rateLimits = group(
  [
    'ENVIRONMENT',
    'RATE_LIMIT_REGISTER',
    'RATE_LIMIT_LOGIN',
    'RATE_LIMIT_REFRESH',
    'RATE_LIMIT_VALIDATE',
    'RATE_LIMIT_PASSWORD_RESET',
    'RATE_LIMIT_API',
  ],
  (set): RateLimits => {
    const defaults = set.ENVIRONMENT === 'production' ? PRODUCTION_LIMITS : null
    return {
      register: set.RATE_LIMIT_REGISTER ?? defaults?.register ?? null,
      login: set.RATE_LIMIT_LOGIN ?? defaults?.login ?? null,
      refresh: set.RATE_LIMIT_REFRESH ?? defaults?.refresh ?? null,
      validate: set.RATE_LIMIT_VALIDATE ?? defaults?.validate ?? null,
      passwordReset: set.RATE_LIMIT_PASSWORD_RESET ?? defaults?.passwordReset ?? null,
      api: set.RATE_LIMIT_API ?? defaults?.api ?? null,
    }
  },
)
