import type { Database } from '../../../db/database.ts'
import type { ExternalIdentity } from '../../../ports/identity-provider.ts'
import { CREDENTIAL_COLUMNS, type CredentialRow } from './queries.ts'

type Known = Pick<ExternalIdentity, 'provider' | 'subject'>

export async function selectAccountOfExternal(
  db: Database,
  { provider, subject }: Known,
): Promise<CredentialRow | undefined> {
  const [row] = await db.query<CredentialRow>(
    'identity_account_of_external',
    `select ${CREDENTIAL_COLUMNS} from identity_accounts
     where sub = (select sub from identity_external_accounts where provider = $1 and subject = $2)`,
    [provider, subject],
  )
  return row
}

/** An account has one of a provider: the latest that its owner confirmed. @returns false where the address is not its verified one. */
export async function insertExternalAccount(
  db: Database,
  sub: string,
  { provider, subject, email }: Known & Pick<ExternalIdentity, 'email'>,
): Promise<boolean> {
  const rows = await db.query(
    'identity_insert_external',
    `insert into identity_external_accounts (provider, subject, sub)
     select $2, $3, sub from identity_accounts
     where sub = $1 and email = $4 and email_verified and disabled_at is null
     on conflict (sub, provider) do update set subject = excluded.subject, linked_at = now()
     returning sub`,
    [sub, provider, subject, email],
  )
  return rows.length > 0
}

export async function deleteExternalAccounts(db: Database, sub: string): Promise<void> {
  await db.query('identity_delete_external', 'delete from identity_external_accounts where sub = $1', [sub])
}
