import { type RateLimit, type RequestSource, rateCounter, tooManyRequests } from '../../http/rate-limit.ts'

/**
 * What slows down whoever guesses passwords, without keeping an account's owner out. Failures count; a right password
 * takes its own back.
 */
export interface LoginLimits {
  /** Counts an attempt by its address, before anything of it is read. @throws AppError `too_many_requests` */
  countAddress(source: RequestSource): Promise<void>
  /**
   * Decides whether a password may be tried.
   *
   * @param device a known device of this account; null for anybody else, whose address has been counted.
   * @throws AppError `too_many_requests`
   */
  admit(attempt: { email: string; source: RequestSource; device: string | null }): Promise<Admission>
}

export interface Admission {
  /** The password was right. */
  succeeded(): Promise<void>
}

/** A known device, and an address with one account: ten failures an hour. */
const PAIR_LIMIT: RateLimit = { points: 10, durationSeconds: 3600 }
/** What an address may try of an account that others are guessing at. */
const FRESH_TRIES = 3

/** @param limit of attempts from one address, and of failures for one account from wherever, before it is slowed down. */
export function loginLimits(limit: RateLimit): LoginLimits {
  const addresses = rateCounter(limit)
  const accounts = rateCounter(limit)
  const pairs = rateCounter(PAIR_LIMIT)
  const devices = rateCounter(PAIR_LIMIT)

  async function countAddress({ client }: RequestSource): Promise<void> {
    const tries = await addresses.count(client)
    if (tries.used > limit.points) throw tooManyRequests(tries)
  }

  async function admitStranger(email: string, network: string): Promise<Admission> {
    const pair = `${network} ${email}`
    const own = await pairs.count(pair)
    if (own.used > PAIR_LIMIT.points) throw tooManyRequests(own)
    const all = await accounts.count(email)
    if (all.used > limit.points && own.used > FRESH_TRIES) throw tooManyRequests(all)
    return { succeeded: async () => void (await Promise.all([pairs.takeBack(pair), accounts.takeBack(email)])) }
  }

  return {
    countAddress,
    admit: async ({ email, source, device }) => {
      if (device) {
        const tries = await devices.count(device)
        if (tries.used <= PAIR_LIMIT.points) return { succeeded: () => devices.takeBack(device) }
        // It guesses like a stranger, so it is one.
        await countAddress(source)
      }
      return admitStranger(email, source.network)
    },
  }
}

/** Where there is no limit. */
export const noLoginLimits: LoginLimits = {
  countAddress: async () => {},
  admit: async () => ({ succeeded: async () => {} }),
}
