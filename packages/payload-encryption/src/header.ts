/** Of a request that is encrypted, and of its answer: `v1.{key id}.{milliseconds}.{nonce}`, and `.{tag}` where a request has no body. */
export const HEADER = 'x-payload-encryption'

/** By so much the clocks of both sides may differ, the time on the way included. */
export const MAX_SKEW_MS = 300_000

const FORM = /^v1\.([\w-]{8})\.(\d{13})\.([\w-]{16})(?:\.([\w-]{22}))?$/

export interface PayloadHeader {
  keyId: string
  /** When the request was sealed, in milliseconds since the epoch. */
  timestampMs: number
  /** 12 bytes as base64url, random for every message. */
  nonce: string
  /** What sealing nothing gives, for a request without a body; null where the body is sealed. */
  tag: string | null
}

export function parseHeader(text: string): PayloadHeader | null {
  const [, keyId, timestamp, nonce, tag] = FORM.exec(text) ?? []
  if (keyId === undefined || nonce === undefined) return null
  return { keyId, timestampMs: Number(timestamp), nonce, tag: tag ?? null }
}

export function formatHeader({ keyId, timestampMs, nonce, tag }: PayloadHeader): string {
  return ['v1', keyId, timestampMs, nonce, ...(tag === null ? [] : [tag])].join('.')
}
