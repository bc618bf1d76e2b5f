import type { JWK } from 'jose'
import type { Database, Pool } from '../../../db/database.ts'

export interface AccountRow {
  sub: string
  email: string
  full_name: string
  email_verified: boolean
}

export async function insertAccount(
  db: Database,
  account: { sub: string; email: string; fullName: string; passwordHash: string },
): Promise<void> {
  await db.query(
    'identity_insert_account',
    `insert into identity_accounts (sub, email, full_name, password_hash, email_verified)
     values ($1, $2, $3, $4, true)`,
    [account.sub, account.email, account.fullName, account.passwordHash],
  )
}

export async function selectAccountByEmail(
  db: Database,
  email: string,
): Promise<(AccountRow & { password_hash: string }) | undefined> {
  const [row] = await db.query<AccountRow & { password_hash: string }>(
    'identity_account_by_email',
    'select sub, email, full_name, email_verified, password_hash from identity_accounts where email = $1',
    [email],
  )
  return row
}

export async function insertRefreshToken(
  db: Database,
  token: { signInId: string; sub: string; expiresAtMs: number },
): Promise<void> {
  await db.query(
    'identity_insert_refresh_token',
    `insert into identity_refresh_tokens (sign_in_id, sub, expires_at) values ($1, $2, to_timestamp($3 / 1000.0))`,
    [token.signInId, token.sub, token.expiresAtMs],
  )
}

/** What is current of a sign-in's refresh tokens, and whose it is. */
export interface RefreshTokenRow extends AccountRow {
  generation: number
  /** By the database's clock; null for one that was never rotated. */
  since_rotation_ms: number | null
  expires_at: Date
}

const REFRESH_TOKEN_COLUMNS = `t.generation, t.expires_at,
  (extract(epoch from clock_timestamp() - t.rotated_at) * 1000)::float8 as since_rotation_ms,
  a.sub, a.email, a.full_name, a.email_verified`

/**
 * Advances the sign-in if `generation` is its current one. The database's clock says when: another process may judge it,
 * and the clocks of processes differ.
 *
 * @returns undefined if nothing was advanced.
 */
export async function rotateRefreshToken(
  db: Database,
  rotation: { signInId: string; generation: number; nowMs: number; expiresAtMs: number },
): Promise<RefreshTokenRow | undefined> {
  const [row] = await db.query<RefreshTokenRow>(
    'identity_rotate_refresh_token',
    `update identity_refresh_tokens t
     set generation = t.generation + 1, rotated_at = clock_timestamp(), expires_at = to_timestamp($4 / 1000.0)
     from identity_accounts a
     where t.sign_in_id = $1 and t.generation = $2 and t.expires_at > to_timestamp($3 / 1000.0) and a.sub = t.sub
     returning ${REFRESH_TOKEN_COLUMNS}`,
    [rotation.signInId, rotation.generation, rotation.nowMs, rotation.expiresAtMs],
  )
  return row
}

/** @returns undefined for a sign-in that has expired, or is none. */
export async function selectRefreshToken(
  db: Database,
  { signInId, nowMs }: { signInId: string; nowMs: number },
): Promise<RefreshTokenRow | undefined> {
  const [row] = await db.query<RefreshTokenRow>(
    'identity_refresh_token',
    `select ${REFRESH_TOKEN_COLUMNS}
     from identity_refresh_tokens t join identity_accounts a on a.sub = t.sub
     where t.sign_in_id = $1 and t.expires_at > to_timestamp($2 / 1000.0)`,
    [signInId, nowMs],
  )
  return row
}

export async function deleteRefreshToken(db: Database, signInId: string): Promise<void> {
  await db.query('identity_delete_refresh_token', 'delete from identity_refresh_tokens where sign_in_id = $1', [
    signInId,
  ])
}

export async function selectSigningKeys(
  db: Database,
): Promise<{ kid: string; public_jwk: JWK; sealed_private_key: Buffer }[]> {
  return db.query(
    'identity_signing_keys',
    'select kid, public_jwk, sealed_private_key from identity_signing_keys order by created_at desc, kid',
  )
}

/**
 * Stores the first key; does nothing when another process was faster. Two statements: the second must see what was
 * stored while the first one waited.
 */
export async function insertFirstSigningKey(
  db: Pick<Pool, 'transaction'>,
  key: { kid: string; publicJwk: JWK; sealedPrivateKey: Buffer },
): Promise<void> {
  await db.transaction(async (inside) => {
    await inside.query('identity_lock_signing_keys', 'select pg_advisory_xact_lock(7203116)')
    await inside.query(
      'identity_insert_first_signing_key',
      `insert into identity_signing_keys (kid, public_jwk, sealed_private_key)
       select $1, $2, $3 where not exists (select from identity_signing_keys)`,
      [key.kid, key.publicJwk, key.sealedPrivateKey],
    )
  })
}
