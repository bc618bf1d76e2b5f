import { systemRandom } from '../compose/machine.ts'
import type { Mail } from '../mail/mails.ts'
import { sealedMails } from '../mail/sealed-mails.ts'
import { rootKeysOf } from './test-keys.ts'
import type { TestServer } from './test-server.ts'

/** What waits to be sent to an address, oldest first. */
export async function mailsTo({ db }: Pick<TestServer, 'db'>, address: string): Promise<Mail[]> {
  const { open } = sealedMails({ rootKeys: rootKeysOf(), random: systemRandom })
  const rows = await db.query<{ sealed: Buffer; cause_digest: Buffer }>(
    '',
    `select sealed, cause_digest from mails where state = 'queued' and recipient = $1 order by created_at, ctid`,
    [address],
  )
  return rows.map((row) => open(row.sealed, row.cause_digest)).filter((mail) => mail !== null)
}
