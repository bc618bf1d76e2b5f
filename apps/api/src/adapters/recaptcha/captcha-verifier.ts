import { z } from 'zod'
import type { CaptchaAction, CaptchaVerdict, CaptchaVerifier } from '../../ports/captcha-verifier.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'

interface Parts {
  siteKey: string
  secretKey: string
  /** 0 to 1; what has less is taken for a program. */
  minScore: number
  /** Of the pages on which proofs are made. */
  hostname: string
  clock: Clock
  log: Logger
  /** Another server than Google's. */
  url?: string
  timeoutMs?: number
}

const GOOGLE = 'https://www.google.com/recaptcha/api/siteverify'
const TIMEOUT_MS = 2_500
const MAX_AGE_MS = 120_000
const MAX_AHEAD_MS = 60_000

/** What Google says is the token's fault; all else that it refuses with is ours. */
const FAULTS_OF_TOKENS = new Set(['timeout-or-duplicate', 'invalid-input-response', 'missing-input-response'])

const replySchema = z.discriminatedUnion('success', [
  z.object({
    success: z.literal(true),
    score: z.number().min(0).max(1),
    action: z.string(),
    hostname: z.string(),
    challenge_ts: z.iso.datetime({ offset: true }),
  }),
  z.object({ success: z.literal(false), 'error-codes': z.array(z.string()).min(1) }),
])
type Reply = z.infer<typeof replySchema>

/**
 * reCAPTCHA v3. Google counts a token once, and for two minutes; that it was made on our page, for this action, lately and
 * by somebody who looks like a person is looked at here. The member's address is not sent. Google is asked without a token,
 * too: while it is away, nobody can have one.
 */
export function recaptchaVerifier(parts: Parts): CaptchaVerifier {
  return {
    siteKey: parts.siteKey,
    verify: async ({ token, action }) => {
      let reply: Reply
      try {
        reply = replySchema.parse(await ask(parts, token ?? ''))
      } catch (error) {
        parts.log.warn({ err: error }, 'reCAPTCHA does not answer, or not so that it can be understood')
        return { result: 'unavailable' }
      }
      return judge(parts, reply, action)
    },
  }
}

/** Asks with a token that is none: where the key is known, the token alone is refused. @returns what is wrong with the key, in words, or null. */
export async function keyTrouble(parts: Pick<Parts, 'secretKey' | 'url'>): Promise<string | null> {
  try {
    const reply = replySchema.parse(await ask(parts, 'no-token'))
    const codes = reply.success ? [] : reply['error-codes'].filter((code) => !FAULTS_OF_TOKENS.has(code))
    return codes.length > 0 ? `reCAPTCHA refuses what we ask (${codes.join(', ')}).` : null
  } catch (error) {
    return `reCAPTCHA does not answer (${error instanceof Error ? error.message : String(error)}).`
  }
}

type Asking = Pick<Parts, 'secretKey' | 'url' | 'timeoutMs'>

async function ask({ secretKey, url = GOOGLE, timeoutMs = TIMEOUT_MS }: Asking, token: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ secret: secretKey, response: token }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`siteverify answered ${response.status}`)
  return JSON.parse(text)
}

function judge(parts: Parts, reply: Reply, action: CaptchaAction): CaptchaVerdict {
  if (!reply.success) {
    const codes = reply['error-codes'].join(', ')
    if (reply['error-codes'].every((code) => FAULTS_OF_TOKENS.has(code))) return refused(parts, codes)
    parts.log.error({ codes }, 'reCAPTCHA refuses what we ask: check RECAPTCHA_SECRET_KEY')
    return { result: 'unavailable' }
  }
  const ageMs = parts.clock.nowMs() - Date.parse(reply.challenge_ts)
  if (reply.hostname !== parts.hostname) return refused(parts, 'made on another host')
  if (reply.action !== action) return refused(parts, 'made for another action')
  if (ageMs > MAX_AGE_MS || ageMs < -MAX_AHEAD_MS) return refused(parts, 'not made lately')
  if (reply.score < parts.minScore) return refused(parts, `score ${reply.score}`)
  return { result: 'person' }
}

function refused({ log }: Parts, reason: string): CaptchaVerdict {
  log.info({ reason }, 'A CAPTCHA was refused')
  return { result: 'refused', reason }
}
