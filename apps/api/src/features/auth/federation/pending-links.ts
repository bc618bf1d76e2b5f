import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { SessionCookies } from '../../../http/cookies.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { ExternalIdentity } from '../../../ports/identity-provider.ts'
import type { Random } from '../../../ports/random.ts'
import { type RootKeys, sealerFor } from '../../../sealing.ts'

/** Whom another provider proved, until the owner of that address confirms by a password: sealed, for ten minutes, in this browser. */
export interface PendingLinks {
  keep(reply: FastifyReply, external: ExternalIdentity): void
  /** @returns null where none waits. */
  find(cookieHeader: string): ExternalIdentity | null
  clear(reply: FastifyReply): void
}

interface Parts {
  cookies: SessionCookies
  clock: Clock
  random: Random
  rootKeys: Pick<RootKeys, 'ring'>
}

const LIFE_SECONDS = 600
const COOKIE = { name: 'pending_link', path: '/auth/login' }

const pendingSchema = z.object({
  external: z.object({
    provider: z.literal('google'),
    subject: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    name: z.string(),
  }),
  expiresAtMs: z.number(),
})

export function openPendingLinks({ cookies, clock, random, rootKeys: { ring } }: Parts): PendingLinks {
  const sealer = sealerFor('pending-link', { ring, random })
  return {
    keep: (reply, external) => {
      const pending = { external, expiresAtMs: clock.nowMs() + LIFE_SECONDS * 1000 }
      const value = sealer.seal(Buffer.from(JSON.stringify(pending))).toString('base64url')
      cookies.setPassing(reply, { ...COOKIE, value, lifeSeconds: LIFE_SECONDS })
    },
    find: (cookieHeader) => {
      const sealed = cookies.passing(cookieHeader, COOKIE.name)
      const plain = sealed && sealer.open(Buffer.from(sealed, 'base64url'))
      if (!plain) return null
      const { external, expiresAtMs } = pendingSchema.parse(JSON.parse(plain.toString()))
      return expiresAtMs > clock.nowMs() ? external : null
    },
    clear: (reply) => cookies.setPassing(reply, { ...COOKIE, value: '', lifeSeconds: 0 }),
  }
}
