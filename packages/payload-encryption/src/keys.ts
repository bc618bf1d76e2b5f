import { fromBase64url, toBase64url } from './base64url.ts'

const KEY_BYTES = 32
const KEY_ID_BYTES = 6
const NAME = 'better-and-bliss payload encryption v1'

/** Runtimes call the type of it differently. */
type AesKey = Awaited<ReturnType<typeof crypto.subtle.deriveKey>>

export type Direction = 'request' | 'response'

/** What one pair of `API_ENCRYPTION_KEY` and `API_HMAC_KEY` opens and seals. */
export interface PayloadKeys {
  /** Eight characters of base64url. It says which pair was used, and nothing of it. */
  id: string
  /** The AES-256-GCM key of a direction and of the day (UTC) of `timestampMs`: a day is far from 2^32 messages. */
  keyOf: (direction: Direction, timestampMs: number) => Promise<AesKey>
}

/**
 * @param encryptionKey 32 bytes as base64url: the input of HKDF-SHA-256 (RFC 5869).
 * @param hmacKey 32 bytes as base64url: its salt, which is the key of the HMAC that extracts.
 * @throws RangeError for a key that is not 32 bytes.
 */
export async function payloadKeys(encryptionKey: string, hmacKey: string): Promise<PayloadKeys> {
  const salt = bytesOf('API_HMAC_KEY', hmacKey)
  const secret = await crypto.subtle.importKey('raw', bytesOf('API_ENCRYPTION_KEY', encryptionKey), 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ])
  const derivation = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(info) })
  const id = await crypto.subtle.deriveBits(derivation(`${NAME} key id`), secret, KEY_ID_BYTES * 8)
  const keys = new Map<string, Promise<AesKey>>()
  return {
    id: toBase64url(new Uint8Array(id)),
    keyOf(direction, timestampMs) {
      const info = `${NAME} ${direction} ${new Date(timestampMs).toISOString().slice(0, 10)}`
      const known = keys.get(info)
      if (known) return known
      const made = crypto.subtle.deriveKey(
        derivation(info),
        secret,
        { name: 'AES-GCM', length: KEY_BYTES * 8 },
        false,
        ['encrypt', 'decrypt'],
      )
      // At most two days are in use.
      if (keys.size >= MOST_KEYS) keys.clear()
      keys.set(info, made)
      return made
    },
  }
}

const MOST_KEYS = 4

function bytesOf(name: string, text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64url(text)
  if (bytes?.length !== KEY_BYTES) throw new RangeError(`${name} must be ${KEY_BYTES} bytes as base64url`)
  return bytes
}
