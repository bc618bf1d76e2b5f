import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, importJWK, type JWK } from 'jose'
import type { Pool } from '../../../db/database.ts'
import type { Random } from '../../../ports/random.ts'
import { type KeyRing, type Sealer, sealerFor } from '../../../sealing.ts'
import { insertFirstSigningKey, replaceSealedSigningKey, selectSigningKeys } from './queries.ts'

export interface SigningKeys {
  /** The newest key signs. */
  kid: string
  privateKey: KeyObject
  /** All keys verify, by id. */
  publicKeys: Map<string, Awaited<ReturnType<typeof importJWK>>>
  jwks: { keys: (JWK & { kid: string })[] }
}

/**
 * Loads the signing keys from the database, making the first one if there is none. The private half is sealed, so that a copy
 * of the database signs nothing; what another key of the ring sealed is sealed by the first.
 *
 * @throws Error when no key of the ring sealed the newest.
 */
export async function loadSigningKeys(
  db: Pick<Pool, 'query' | 'transaction'>,
  ring: KeyRing,
  random: Random,
): Promise<SigningKeys> {
  const sealer = sealerFor('signing-key', { ring, random })
  let rows = await selectSigningKeys(db)
  if (rows.length === 0) {
    await insertFirstSigningKey(db, await makeKey(sealer))
    // Read back: another process may have made the first key at the same moment, and all must sign with the same one.
    rows = await selectSigningKeys(db)
  }
  const [newest] = rows
  if (!newest) throw new Error('The signing key that was just stored is gone')
  const current = sealerFor('signing-key', { ring: [ring[0]], random })
  for (const { kid, sealed_private_key: sealed } of rows) {
    const opened = current.open(sealed) ? null : sealer.open(sealed)
    if (opened) await replaceSealedSigningKey(db, { kid, sealedPrivateKey: sealer.seal(opened) })
  }
  const keys = rows.map((row) => ({ ...row.public_jwk, kid: row.kid, alg: 'RS256', use: 'sig' }))
  return {
    kid: newest.kid,
    privateKey: unseal(newest.sealed_private_key, sealer),
    publicKeys: new Map(await Promise.all(keys.map(async (jwk) => [jwk.kid, await importJWK(jwk)] as const))),
    jwks: { keys },
  }
}

async function makeKey(sealer: Sealer) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicJwk = await exportJWK(publicKey)
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  return { kid: await calculateJwkThumbprint(publicJwk), publicJwk, sealedPrivateKey: sealer.seal(pkcs8) }
}

function unseal(sealed: Buffer, sealer: Sealer): KeyObject {
  const key = sealer.open(sealed)
  if (!key) throw new Error('JWT_SECRET_KEY is not the one that the signing keys in the database were sealed with')
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
