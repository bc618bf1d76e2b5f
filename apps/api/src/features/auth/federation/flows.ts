import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import type { SessionCookies } from '../../../http/cookies.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Random } from '../../../ports/random.ts'
import { type RootKeys, sealerFor } from '../../../sealing.ts'
import { redeemFlow } from './queries.ts'

/** One way through another provider: what has to come back with it, and where the person wanted to go. */
export interface Flow extends z.infer<typeof flowSchema> {}

/**
 * Ways through another provider, each in a cookie of its own, so that two tabs do not end each other. A cookie is sealed,
 * comes back to the callback alone, and is good for ten minutes and one use on all processes together.
 */
export interface Flows {
  /** Begins one in this browser. */
  begin(reply: FastifyReply, begun: Pick<Flow, 'returnTo' | 'deviceCookie'>): Flow & { codeChallenge: string }
  /** Ends the one that `state` belongs to. @returns null for one that is unknown here, too old, or came back before. */
  end(db: Database, cookieHeader: string, state: string, reply: FastifyReply): Promise<Flow | null>
}

interface Parts {
  cookies: SessionCookies
  clock: Clock
  random: Random
  rootKeys: Pick<RootKeys, 'ring'>
}

export const FLOW_LIFE_SECONDS = 600
const CALLBACK_PATH = '/auth/callback'
const STATE = /^[\w-]{43}$/

const flowSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  /** That of a known device: it is Strict, so that it does not come back from another site by itself. */
  deviceCookie: z.string(),
  expiresAtMs: z.number(),
})

export function openFlows({ cookies, clock, random, rootKeys: { ring } }: Parts): Flows {
  const sealer = sealerFor('sign-in-flow', { ring, random })
  const secret = () => random.bytes(32).toString('base64url')

  return {
    begin: (reply, begun) => {
      const expiresAtMs = clock.nowMs() + FLOW_LIFE_SECONDS * 1000
      const flow: Flow = { state: secret(), nonce: secret(), codeVerifier: secret(), ...begun, expiresAtMs }
      const value = sealer.seal(Buffer.from(JSON.stringify(flow)), flow.state).toString('base64url')
      cookies.setPassing(reply, { ...cookieOf(flow.state), value, lifeSeconds: FLOW_LIFE_SECONDS })
      return { ...flow, codeChallenge: sha256(flow.codeVerifier).toString('base64url') }
    },
    end: async (db, cookieHeader, state, reply) => {
      if (!STATE.test(state)) return null
      const sealed = cookies.passing(cookieHeader, cookieOf(state).name)
      const plain = sealed && sealer.open(Buffer.from(sealed, 'base64url'), state)
      if (!plain) return null
      cookies.setPassing(reply, { ...cookieOf(state), value: '', lifeSeconds: 0 })
      const flow = flowSchema.parse(JSON.parse(plain.toString()))
      const nowMs = clock.nowMs()
      if (flow.expiresAtMs <= nowMs) return null
      const isFirst = await redeemFlow(db, { stateDigest: sha256(state), expiresAtMs: flow.expiresAtMs, nowMs })
      return isFirst ? flow : null
    },
  }
}

function cookieOf(state: string) {
  return { name: `sign_in_flow_${state.slice(0, 8)}`, path: CALLBACK_PATH }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
