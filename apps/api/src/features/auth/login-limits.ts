import { type LimitUse, limiterOf, type RequestSource, tooManyRequests } from '../../http/rate-limit.ts'
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.ts'

/**
 * What slows down whoever guesses passwords, without keeping an account's owner out. Wrong passwords count; every other
 * end of an attempt takes its count back.
 */
export interface LoginLimits {
  /**
   * Counts an attempt by its address, before anything of it is read.
   *
   * @returns what it used; null where there is no limit
   * @throws AppError `too_many_requests`
   */
  countAddress(source: RequestSource): Promise<LimitUse | null>
  /** Takes back what `countAddress` counted: we could not answer the attempt. */
  uncountAddress(source: RequestSource): Promise<void>
  /**
   * Decides whether a password may be tried.
   *
   * @param device a known device of this account; null for anybody else, whose address has been counted.
   * @throws AppError `too_many_requests`
   */
  admit(attempt: { email: string; source: RequestSource; device: string | null }): Promise<Admission>
}

export interface Admission {
  /** The password was right, or could not be looked at: nothing was guessed. */
  takeBack(): Promise<void>
}

/** A known device, and an address with one account: ten failures an hour. */
const PAIR_LIMIT: RateLimit = { points: 10, durationSeconds: 3600 }
/** What an address may try of an account that others are guessing at. */
const FRESH_TRIES = 3

/** @param limit of attempts from one address, and of failures for one account from wherever, before it is slowed down. */
export function loginLimits(rateLimiter: RateLimiter, limit: RateLimit): LoginLimits {
  const address = limiterOf(rateLimiter, 'login address', limit)
  const pair = limiterOf(rateLimiter, 'login pair', PAIR_LIMIT)

  const countAddress = ({ client }: RequestSource) => address(client)
  const uncountAddress = ({ client }: RequestSource) => rateLimiter.restore(`login address ${client}`, limit)

  async function admitStranger(email: string, network: string): Promise<Admission> {
    const [pairKey, accountKey] = [`${network} ${email}`, `login account ${email}`]
    const own = await pair(pairKey)
    const all = { ...(await rateLimiter.consume(accountKey, limit)), name: 'login account', limit }
    if (!all.allowed && own.used > FRESH_TRIES) throw tooManyRequests(all)
    return {
      takeBack: async () => {
        await Promise.all([
          rateLimiter.restore(`login pair ${pairKey}`, PAIR_LIMIT),
          rateLimiter.restore(accountKey, limit),
        ])
      },
    }
  }

  return {
    countAddress,
    uncountAddress,
    admit: async ({ email, source, device }) => {
      if (device) {
        const key = `login device ${device}`
        const tries = await rateLimiter.consume(key, PAIR_LIMIT)
        if (tries.allowed) return { takeBack: () => rateLimiter.restore(key, PAIR_LIMIT) }
        // It guesses like a stranger, so it is one.
        await countAddress(source)
      }
      return admitStranger(email, source.network)
    },
  }
}

/** Where there is no limit. */
export const noLoginLimits: LoginLimits = {
  countAddress: async () => null,
  uncountAddress: async () => {},
  admit: async () => ({ takeBack: async () => {} }),
}
