const NONCE_BYTES = 12

/** The key of a lease, as the API wrote it, for use alone: nothing can read it again. */
export function importKey(base64url: string): Promise<CryptoKey> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Where a part belongs: it opens nowhere else. */
interface Place {
  id: string
  index: number
}

/** @returns `nonce 12 bytes | ciphertext | tag 16 bytes`. */
export async function seal(key: CryptoKey, place: Place, plain: ArrayBuffer): Promise<ArrayBuffer> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm(nonce, place), key, plain))
  const whole = new Uint8Array(NONCE_BYTES + sealed.length)
  whole.set(nonce)
  whole.set(sealed, NONCE_BYTES)
  return whole.buffer
}

/** @throws where another key, or another place, sealed it, or it was changed. */
export function open(key: CryptoKey, place: Place, whole: ArrayBuffer): Promise<ArrayBuffer> {
  const nonce = new Uint8Array(whole, 0, NONCE_BYTES)
  return crypto.subtle.decrypt(algorithm(nonce, place), key, new Uint8Array(whole, NONCE_BYTES))
}

function algorithm(iv: Uint8Array<ArrayBuffer>, { id, index }: Place): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${id} ${index}`) }
}
