import type { JWK } from 'jose'
import type { Database, Pool } from '../../../db/database.ts'

export interface AccountRow {
  sub: string
  email: string
  full_name: string
  password_hash: string
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

export async function selectAccountByEmail(db: Database, email: string): Promise<AccountRow | undefined> {
  const [row] = await db.query<AccountRow>(
    'identity_account_by_email',
    'select sub, email, full_name, password_hash from identity_accounts where email = $1',
    [email],
  )
  return row
}

export async function selectAccountBySub(db: Database, sub: string): Promise<AccountRow | undefined> {
  const [row] = await db.query<AccountRow>(
    'identity_account_by_sub',
    'select sub, email, full_name, password_hash from identity_accounts where sub = $1',
    [sub],
  )
  return row
}

export async function insertSession(
  db: Database,
  session: { id: string; sub: string; userAgent: string | null; expiresAtMs: number },
): Promise<void> {
  await db.query(
    'identity_insert_session',
    `insert into refresh_sessions (id, cognito_sub, user_agent, expires_at)
     values ($1, $2, $3, to_timestamp($4 / 1000.0))`,
    [session.id, session.sub, session.userAgent, session.expiresAtMs],
  )
}

/**
 * Advances the session if `generation` is its current one. The database's clock says when: another process may judge it,
 * and the clocks of processes differ.
 *
 * @returns undefined if nothing was advanced.
 */
export async function rotateSession(
  db: Database,
  rotation: { id: string; generation: number; nowMs: number; expiresAtMs: number },
): Promise<{ cognito_sub: string; expires_at: Date } | undefined> {
  const [row] = await db.query<{ cognito_sub: string; expires_at: Date }>(
    'identity_rotate_session',
    `update refresh_sessions
     set generation = generation + 1, rotated_at = clock_timestamp(), expires_at = to_timestamp($4 / 1000.0)
     where id = $1 and generation = $2 and revoked_at is null and expires_at > to_timestamp($3 / 1000.0)
     returning cognito_sub, expires_at`,
    [rotation.id, rotation.generation, rotation.nowMs, rotation.expiresAtMs],
  )
  return row
}

export interface SessionRow {
  cognito_sub: string
  generation: number
  /** By the database's clock; null for one that was never rotated. */
  since_rotation_ms: number | null
  expires_at: Date
  revoked_at: Date | null
}

export async function selectSession(db: Database, id: string): Promise<SessionRow | undefined> {
  const [row] = await db.query<SessionRow>(
    'identity_session',
    `select cognito_sub, generation, expires_at, revoked_at,
       (extract(epoch from clock_timestamp() - rotated_at) * 1000)::float8 as since_rotation_ms
     from refresh_sessions where id = $1`,
    [id],
  )
  return row
}

export async function revokeSession(db: Database, id: string, nowMs: number): Promise<void> {
  await db.query(
    'identity_revoke_session',
    'update refresh_sessions set revoked_at = to_timestamp($2 / 1000.0) where id = $1 and revoked_at is null',
    [id, nowMs],
  )
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
