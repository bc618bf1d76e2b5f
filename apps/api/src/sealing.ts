import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Random } from './ports/random.ts'

/** JWT_SECRET_KEY, and what is accepted beside it: the first seals and signs. */
export type KeyRing = readonly [string, ...string[]]

/** What all keys are derived from that seal and sign here, one a purpose. */
export interface RootKeys {
  ring: KeyRing
  /** Of what is looked up by its hash, or never ends: it stays when JWT_SECRET_KEY changes. */
  lasting: string
}

/** Authenticated encryption: what was sealed is read, or found to be changed, by whoever has the key. */
export interface Sealer {
  /** @param context what it belongs to: it opens nowhere else. @returns `nonce 12 bytes | ciphertext | tag 16 bytes`. */
  seal(plain: Buffer, context?: string): Buffer
  /** @returns null for what no key of the ring sealed in this context. */
  open(sealed: Buffer, context?: string): Buffer | null
}

/** Proves who made something. */
export interface Macs {
  /** By the first key. */
  of(data: Buffer | string): Buffer
  /** Whether one of the keys made it. */
  matches(data: Buffer | string, mac: Buffer): boolean
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const MAC_BYTES = 32

/** AES-256-GCM by a key of its own for each purpose. */
export function sealerFor(purpose: string, { ring, random }: { ring: KeyRing; random: Random }): Sealer {
  const [first, ...others] = ring.map((rootKey) => derivedKey(rootKey, purpose)) as [Buffer, ...Buffer[]]
  return {
    seal: (plain, context = '') => {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(Buffer.from(context))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: (sealed, context = '') => {
      for (const key of [first, ...others]) {
        const plain = openWith(key, sealed, context)
        if (plain) return plain
      }
      return null
    },
  }
}

/** HMAC-SHA256 by a key of its own for each purpose. @param bytes how many of its 32 are used. */
export function macsFor(purpose: string, ring: KeyRing, bytes = MAC_BYTES): Macs {
  // Bytes would be made a key anew with each MAC, which costs five times what the MAC does.
  const keys = ring.map((rootKey) => createSecretKey(derivedKey(rootKey, purpose)))
  const macBy = (key: (typeof keys)[number], data: Buffer | string) =>
    createHmac('sha256', key).update(data).digest().subarray(0, bytes)
  const [first] = keys as [(typeof keys)[number]]
  return {
    of: (data) => macBy(first, data),
    matches: (data, mac) => mac.length === bytes && keys.some((key) => timingSafeEqual(macBy(key, data), mac)),
  }
}

function derivedKey(rootKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', rootKey, '', purpose, 32))
}

function openWith(key: Buffer, sealed: Buffer, context: string): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
