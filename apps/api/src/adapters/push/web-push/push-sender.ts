import { createECDH } from 'node:crypto'
import webPush, { type RequestDetails } from 'web-push'
import type { PushMessage, PushOutcome, PushSender, PushSubscription } from '../../../ports/push-sender.ts'
import { isPushService } from './push-services.ts'

interface Parts {
  /** Of VAPID, 32 bytes as base64url. */
  privateKey: string
  /** Whom a push service may write to: `mailto:` or `https:`. */
  subject: string
  /** Origin of what stands in for a push service, in tests. */
  standIn: string | null
  nowMs: () => number
  timeoutMs?: number
}

const TIMEOUT_MS = 10_000

/** Web Push: RFC 8030 over HTTPS, encrypted for the browser (RFC 8291), signed by VAPID (RFC 8292). */
export function webPushSender(parts: Parts): PushSender {
  const { privateKey, subject, standIn, nowMs, timeoutMs = TIMEOUT_MS } = parts
  const publicKey = publicKeyOf(privateKey)
  const takes = (endpoint: string) => isPushService(endpoint, standIn)

  async function send(subscription: PushSubscription, message: PushMessage): Promise<PushOutcome> {
    if (!takes(subscription.endpoint)) return { result: 'refused', reason: 'its address is not that of a push service' }
    let details: RequestDetails
    try {
      details = webPush.generateRequestDetails(subscription, message.payload, {
        vapidDetails: { subject, publicKey, privateKey },
        TTL: Math.max(0, Math.floor(message.ttlSeconds)),
        topic: message.topic,
        urgency: 'normal',
        contentEncoding: 'aes128gcm',
      })
    } catch (error) {
      return { result: 'refused', reason: wordsOf(error) }
    }
    return hand(details, { nowMs, timeoutMs })
  }

  return { publicKey, takes, send }
}

async function hand(
  { endpoint, headers, body }: RequestDetails,
  { nowMs, timeoutMs }: Required<Pick<Parts, 'nowMs' | 'timeoutMs'>>,
): Promise<PushOutcome> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      body: body as Buffer<ArrayBuffer> | null,
      // Wherever it leads, it is no address that was looked at.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return outcomeOf(response, nowMs())
  } catch (error) {
    return { result: 'later', reason: wordsOf(error), retryAfterMs: null }
  }
}

function outcomeOf({ status, ok, headers }: Response, nowMs: number): PushOutcome {
  if (ok) return { result: 'accepted' }
  if (status === 404 || status === 410) return { result: 'gone' }
  const reason = `the push service answered ${status}`
  if (status !== 429 && status < 500) return { result: 'refused', reason }
  return { result: 'later', reason, retryAfterMs: retryAfterMsOf(headers.get('retry-after'), nowMs) }
}

/** Seconds, or a date (RFC 9110). */
function retryAfterMsOf(text: string | null, nowMs: number): number | null {
  if (text === null) return null
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

function publicKeyOf(privateKey: string): string {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(privateKey, 'base64url')
  return curve.getPublicKey('base64url')
}

/** The deepest cause: `fetch` itself says that it failed, and nothing else. */
function wordsOf(error: unknown): string {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) ({ cause } = cause)
  return cause instanceof Error ? cause.message : String(cause)
}
