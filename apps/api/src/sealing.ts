import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { Random } from './ports/random.ts'

/** Authenticated encryption: what was sealed is read, or found to be changed, by whoever has the key. */
export interface Sealer {
  /** @param context what it belongs to: it opens nowhere else. @returns `nonce 12 bytes | ciphertext | tag 16 bytes`. */
  seal(plain: Buffer, context?: string): Buffer
  /** @returns null for what this key did not seal in this context. */
  open(sealed: Buffer, context?: string): Buffer | null
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM by a key of its own for each purpose, derived from JWT_SECRET_KEY. */
export function sealerFor(purpose: string, { jwtKey, random }: { jwtKey: string; random: Random }): Sealer {
  const key = Buffer.from(hkdfSync('sha256', jwtKey, '', purpose, 32))
  return {
    seal: (plain, context = '') => {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: (sealed, context = '') => {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-TAG_BYTES))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
      } catch {
        return null
      }
    },
  }
}
