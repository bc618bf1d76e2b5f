import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const ROOT = new URL('../../../../', import.meta.url)
const MEMBERS = 'apps/api/src/members/'
const MAIL = 'apps/api/src/mail/'
const IDENTITY = 'apps/api/src/adapters/local/identity/'
/** Which folder alone has SQL on a table. Migrations, what fills a bench, and tests that look behind an answer, are no part of this. */
const OWNERS: Record<string, string> = {
  sign_ins: MEMBERS,
  audit_log: MEMBERS,
  audit_chain: MEMBERS,
  mails: MAIL,
  identity_accounts: IDENTITY,
  identity_refresh_tokens: IDENTITY,
  identity_codes: IDENTITY,
  identity_external_accounts: IDENTITY,
  identity_signing_keys: IDENTITY,
}

test('only their owner has SQL on the tables of sign-ins, of acts, of mails and of the embedded identity provider', async () => {
  const folders = await Promise.all(['apps', 'packages', 'demo', 'bench', 'scripts'].map(sourceFiles))
  const files = folders.flat()
  expect(files).toContain(`${MEMBERS}queries.ts`)
  const found = await Promise.all(
    files.map(async (file) => foreignTables(file, await readFile(new URL(file, ROOT), 'utf8'))),
  )
  expect(found.flat()).toEqual([])
})

test('SQL on the table of another folder is found', () => {
  const planted = {
    [`${MEMBERS}queries.ts`]: 'select id from sign_ins',
    [`${MEMBERS}audit.ts`]: 'delete from\n  identity_accounts where sub = $1',
    'apps/api/src/features/streaming/queries.ts': 'select 1 from users u JOIN sign_ins s on s.sub = u.cognito_sub',
    'apps/standalone/src/member.ts': 'update sign_ins set revoked_at = now()',
    'apps/api/src/features/system/retention.ts': 'sign_ins: { days }, // from sign_ins_of_today',
  }
  expect(Object.entries(planted).flatMap(([file, code]) => foreignTables(file, code))).toEqual([
    `${MEMBERS}audit.ts: identity_accounts`,
    'apps/api/src/features/streaming/queries.ts: sign_ins',
    'apps/standalone/src/member.ts: sign_ins',
  ])
})

async function sourceFiles(folder: string): Promise<string[]> {
  const names = await readdir(new URL(folder, ROOT), { recursive: true })
  return names
    .filter(
      (name) =>
        name.endsWith('.ts') && !/\.test\.ts$|(^|\/)(testing|node_modules|generated)\/|^harness\/seed-/.test(name),
    )
    .map((name) => `${folder}/${name}`)
}

function foreignTables(file: string, code: string): string[] {
  return Object.entries(OWNERS)
    .filter(
      ([table, owner]) =>
        !file.startsWith(owner) && new RegExp(`(from|join|into|update)\\s+${table}\\b`, 'i').test(code),
    )
    .map(([table]) => `${file}: ${table}`)
}
