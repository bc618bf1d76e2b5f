import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, importJWK, type JWK } from 'jose'
import type { Pool } from '../../../db/database.ts'
import type { Random } from '../../../ports/random.ts'
import { insertFirstSigningKey, selectSigningKeys } from './queries.ts'

export interface SigningKeys {
  /** The newest key signs. */
  kid: string
  privateKey: KeyObject
  /** All keys verify, by id. */
  publicKeys: Map<string, Awaited<ReturnType<typeof importJWK>>>
  jwks: { keys: (JWK & { kid: string })[] }
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Loads the signing keys from the database, making the first one if there is none. The private half is sealed with a
 * key derived from JWT_SECRET_KEY (AES-256-GCM), so that a copy of the database signs nothing.
 *
 * @throws Error when JWT_SECRET_KEY is not the one that the keys were sealed with.
 */
export async function loadSigningKeys(
  db: Pick<Pool, 'query' | 'transaction'>,
  jwtKey: string,
  random: Random,
): Promise<SigningKeys> {
  const sealKey = Buffer.from(hkdfSync('sha256', jwtKey, '', 'signing-key', 32))
  let rows = await selectSigningKeys(db)
  if (rows.length === 0) {
    await insertFirstSigningKey(db, await makeKey(sealKey, random))
    // Read back: another process may have made the first key at the same moment, and all must sign with the same one.
    rows = await selectSigningKeys(db)
  }
  const [newest] = rows
  if (!newest) throw new Error('The signing key that was just stored is gone')
  const keys = rows.map((row) => ({ ...row.public_jwk, kid: row.kid, alg: 'RS256', use: 'sig' }))
  return {
    kid: newest.kid,
    privateKey: unseal(newest.sealed_private_key, sealKey),
    publicKeys: new Map(await Promise.all(keys.map(async (jwk) => [jwk.kid, await importJWK(jwk)] as const))),
    jwks: { keys },
  }
}

async function makeKey(sealKey: Buffer, random: Random) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicJwk = await exportJWK(publicKey)
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  return { kid: await calculateJwkThumbprint(publicJwk), publicJwk, sealedPrivateKey: seal(pkcs8, sealKey, random) }
}

function seal(plain: Buffer, key: Buffer, random: Random): Buffer {
  const nonce = random.bytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function unseal(sealed: Buffer, key: Buffer): KeyObject {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
    return createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
  } catch (cause) {
    throw new Error('JWT_SECRET_KEY is not the one that the signing keys in the database were sealed with', { cause })
  }
}
