import { fromBase64url, toBase64url } from './base64url.ts'
import type { PayloadKeys } from './keys.ts'

const NONCE_BYTES = 12
const TAG_BITS = 128

/** What a request is bound to: sealed for one, it opens for no other. */
export interface RequestPart {
  direction: 'request'
  method: string
  /** The path with its query, as the request line has it. */
  target: string
  timestampMs: number
}

/** What an answer is bound to: its request, by its time and nonce, and its status. */
export interface ResponsePart extends Omit<RequestPart, 'direction'> {
  direction: 'response'
  requestNonce: string
  status: number
}

interface Sealed {
  nonce: string
  /** The ciphertext with its tag of 16 bytes, as base64url. */
  sealed: string
}

/** @param nonce 12 bytes, for vectors; random otherwise, as it has to be. */
export async function sealMessage(
  keys: PayloadKeys,
  part: RequestPart | ResponsePart,
  text: string,
  nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES)),
): Promise<Sealed> {
  const key = await keys.keyOf(part.direction, part.timestampMs)
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, part), key, new TextEncoder().encode(text))
  return { nonce: toBase64url(nonce), sealed: toBase64url(new Uint8Array(sealed)) }
}

/** @returns null for what these keys did not seal for this. */
export async function openMessage(
  keys: PayloadKeys,
  part: RequestPart | ResponsePart,
  { nonce, sealed }: Sealed,
): Promise<string | null> {
  const [nonceBytes, sealedBytes] = [fromBase64url(nonce), fromBase64url(sealed)]
  if (nonceBytes?.length !== NONCE_BYTES || sealedBytes === null) return null
  const key = await keys.keyOf(part.direction, part.timestampMs)
  try {
    const opened = await crypto.subtle.decrypt(algorithm(nonceBytes, part), key, sealedBytes)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(opened)
  } catch {
    return null
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, part: RequestPart | ResponsePart) {
  return { name: 'AES-GCM', iv, tagLength: TAG_BITS, additionalData: new TextEncoder().encode(boundTo(part)) }
}

/** The additional data: lines, of which none can hold the end of one. */
function boundTo(part: RequestPart | ResponsePart): string {
  const { direction, method, target, timestampMs } = part
  const lines = ['v1', direction, method.toUpperCase(), target, timestampMs]
  return [...lines, ...(part.direction === 'response' ? [part.requestNonce, part.status] : [])].join('\n')
}
