import type { JWK } from 'jose'
import type { Database, Pool } from '../../../db/database.ts'

export interface AccountRow {
  sub: string
  email: string
  full_name: string
  email_verified: boolean
}

/** What signing in asks of an account. */
export interface CredentialRow extends AccountRow {
  /** Null for whoever signs in by another provider alone. */
  password_hash: string | null
  disabled: boolean
}

export const CREDENTIAL_COLUMNS =
  'sub, email, full_name, email_verified, password_hash, disabled_at is not null as disabled'

/** Makes an account, or gives one that was never verified to whoever registers, or proves its address, now. @returns null for one that was. */
export async function upsertUnverifiedAccount(
  db: Database,
  account: { sub: string; email: string; fullName: string; passwordHash: string | null; verified: boolean },
): Promise<string | null> {
  const [row] = await db.query<{ sub: string }>(
    'identity_insert_account',
    `insert into identity_accounts as a (sub, email, full_name, password_hash, email_verified)
     values ($1, $2, $3, $4, $5)
     on conflict (email) do update set full_name = excluded.full_name, password_hash = excluded.password_hash,
       email_verified = excluded.email_verified
     where not a.email_verified and a.disabled_at is null
     returning sub`,
    [account.sub, account.email, account.fullName, account.passwordHash, account.verified],
  )
  return row?.sub ?? null
}

export async function selectAccountByEmail(db: Database, email: string): Promise<CredentialRow | undefined> {
  const [row] = await db.query<CredentialRow>(
    'identity_account_by_email',
    `select ${CREDENTIAL_COLUMNS} from identity_accounts where email = $1`,
    [email],
  )
  return row
}

export async function selectAccountBySub(db: Database, sub: string): Promise<CredentialRow | undefined> {
  const [row] = await db.query<CredentialRow>(
    'identity_account_by_sub',
    `select ${CREDENTIAL_COLUMNS} from identity_accounts where sub = $1`,
    [sub],
  )
  return row
}

export async function verifyAccount(db: Database, sub: string): Promise<void> {
  await db.query('identity_verify_account', 'update identity_accounts set email_verified = true where sub = $1', [sub])
}

/** Until the address's owner sets one by a code, nobody signs in by a password. */
export async function deletePassword(db: Database, sub: string): Promise<void> {
  await db.query(
    'identity_delete_password',
    'update identity_accounts set password_hash = null where sub = $1 and not email_verified',
    [sub],
  )
}

/** @returns whether the account still has the address that the code was sent to. */
export async function setPasswordOfAddress(
  db: Database,
  { sub, email, passwordHash }: { sub: string; email: string; passwordHash: string },
): Promise<boolean> {
  const rows = await db.query(
    'identity_reset_password',
    'update identity_accounts set password_hash = $3 where sub = $1 and email = $2 returning sub',
    [sub, email, passwordHash],
  )
  return rows.length > 0
}

/** @returns whether it was still the password `before`. */
export async function replacePassword(
  db: Database,
  { sub, before, passwordHash }: { sub: string; before: string; passwordHash: string },
): Promise<boolean> {
  const rows = await db.query(
    'identity_replace_password',
    'update identity_accounts set password_hash = $3 where sub = $1 and password_hash = $2 returning sub',
    [sub, before, passwordHash],
  )
  return rows.length > 0
}

/** @throws AppError `email_taken` */
export async function setEmail(db: Database, { sub, email }: { sub: string; email: string }): Promise<void> {
  await db.query(
    'identity_set_email',
    'update identity_accounts set email = $2, email_verified = true where sub = $1',
    [sub, email],
  )
}

export async function deleteUnverifiedAccount(db: Database, email: string): Promise<void> {
  await db.query(
    'identity_delete_unverified',
    'delete from identity_accounts where email = $1 and not email_verified and disabled_at is null',
    [email],
  )
}

export async function setDisabled(db: Database, { sub, disabled }: { sub: string; disabled: boolean }): Promise<void> {
  await db.query(
    'identity_set_disabled',
    `update identity_accounts set disabled_at = case when $2 then coalesce(disabled_at, now()) end where sub = $1`,
    [sub, disabled],
  )
}

export async function deleteAccount(db: Database, sub: string): Promise<void> {
  await db.query('identity_delete_account', 'delete from identity_accounts where sub = $1', [sub])
}

/** @returns false when the account's password is not `passwordHash` any more. The lock makes a change of it wait, or be seen. */
export async function insertRefreshToken(
  db: Database,
  token: { signInId: string; sub: string; expiresAtMs: number; passwordHash: string | null },
): Promise<boolean> {
  const rows = await db.query(
    'identity_insert_refresh_token',
    `with account as (
       select sub from identity_accounts where sub = $2 and password_hash is not distinct from $4 and disabled_at is null for share)
     insert into identity_refresh_tokens (sign_in_id, sub, expires_at)
     select $1, sub, to_timestamp($3 / 1000.0) from account returning sign_in_id`,
    [token.signInId, token.sub, token.expiresAtMs, token.passwordHash],
  )
  return rows.length > 0
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

export interface Rotation {
  signInId: string
  generation: number
  nowMs: number
  expiresAtMs: number
}

/**
 * Advances each sign-in whose current generation it names. The database's clock says when: another process may judge it,
 * and the clocks of processes differ.
 *
 * @returns for each undefined if it was not advanced; those that name the same one at the same time share its row.
 */
export async function rotateRefreshTokens(
  db: Database,
  rotations: Rotation[],
): Promise<(RefreshTokenRow | undefined)[]> {
  const rows = await db.query<RefreshTokenRow & { sign_in_id: string }>(
    'identity_rotate_refresh_tokens',
    `update identity_refresh_tokens t
     set generation = t.generation + 1, rotated_at = clock_timestamp(), expires_at = to_timestamp(r.expires_at_ms / 1000)
     from unnest($1::uuid[], $2::integer[], $3::float8[], $4::float8[]) r(sign_in_id, generation, now_ms, expires_at_ms),
       identity_accounts a
     where t.sign_in_id = r.sign_in_id and t.generation = r.generation
       and t.expires_at > to_timestamp(r.now_ms / 1000) and a.sub = t.sub
     returning t.sign_in_id, ${REFRESH_TOKEN_COLUMNS}`,
    [
      rotations.map(({ signInId }) => signInId),
      rotations.map(({ generation }) => generation),
      rotations.map(({ nowMs }) => nowMs),
      rotations.map(({ expiresAtMs }) => expiresAtMs),
    ],
  )
  return rotations.map(({ signInId, generation }) =>
    rows.find((row) => row.sign_in_id === signInId && row.generation === generation + 1),
  )
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

export async function deleteRefreshTokensOf(
  db: Database,
  { sub, keep }: { sub: string; keep: string | null },
): Promise<void> {
  await db.query(
    'identity_delete_refresh_tokens_of',
    'delete from identity_refresh_tokens where sub = $1 and sign_in_id is distinct from $2::uuid',
    [sub, keep],
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

/** The same key, sealed anew. */
export async function replaceSealedSigningKey(
  db: Database,
  { kid, sealedPrivateKey }: { kid: string; sealedPrivateKey: Buffer },
): Promise<void> {
  await db.query(
    'identity_replace_sealed_signing_key',
    'update identity_signing_keys set sealed_private_key = $2 where kid = $1',
    [kid, sealedPrivateKey],
  )
}

export async function deleteSigningKeys(db: Database): Promise<void> {
  await db.query('', 'delete from identity_signing_keys')
}
