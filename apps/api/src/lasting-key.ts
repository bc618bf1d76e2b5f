import type { Database } from './db/database.ts'
import type { Random } from './ports/random.ts'
import { type KeyRing, type RootKeys, sealerFor } from './sealing.ts'

const PURPOSE = 'lasting-key'

/**
 * The root keys of a process: JWT_SECRET_KEY with what is accepted beside it, and the lasting key of the database, which the
 * first process puts there, and each seals by its own JWT_SECRET_KEY.
 *
 * @throws Error when no key of the ring opens it.
 */
export async function openRootKeys(db: Database, ring: KeyRing, random: Random): Promise<RootKeys> {
  const sealer = sealerFor(PURPOSE, { ring, random })
  await insertFirst(db, sealer.seal(Buffer.from(ring[0])))
  const sealed = await selectSealed(db)
  const lasting = sealer.open(sealed)
  if (!lasting) throw new Error('JWT_SECRET_KEY is not the one that the lasting key in the database was sealed with')
  if (!sealerFor(PURPOSE, { ring: [ring[0]], random }).open(sealed))
    await replaceSealed(db, { sealed, by: sealer.seal(lasting) })
  return { ring, lasting: lasting.toString() }
}

async function insertFirst(db: Database, sealed: Buffer): Promise<void> {
  await db.query('', 'insert into lasting_key (sealed) values ($1) on conflict do nothing', [sealed])
}

async function selectSealed(db: Database): Promise<Buffer> {
  const [row] = await db.query<{ sealed: Buffer }>('', 'select sealed from lasting_key')
  if (!row) throw new Error('The lasting key that was just stored is gone')
  return row.sealed
}

async function replaceSealed(db: Database, { sealed, by }: { sealed: Buffer; by: Buffer }): Promise<void> {
  await db.query('', 'update lasting_key set sealed = $2 where sealed = $1', [sealed, by])
}

/** The next process puts another one there. */
export async function deleteLastingKey(db: Database): Promise<void> {
  await db.query('', 'delete from lasting_key')
}
