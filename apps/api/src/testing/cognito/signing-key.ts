import { generateKeyPairSync, type KeyObject } from 'node:crypto'

export interface SigningKey {
  kid: string
  privateKey: KeyObject
  jwk: Record<string, unknown> & { kid: string }
}

const made = new Map<string, SigningKey>()

/** Keys are slow to make, and no secret of tests: one a name and process. */
export function signingKey(kid: string): SigningKey {
  const known = made.get(kid)
  if (known) return known
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } }
  made.set(kid, key)
  return key
}
