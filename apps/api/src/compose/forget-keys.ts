import { deleteSigningKeys } from '../adapters/local/identity/queries.ts'
import { openPool } from '../db/database.ts'
import { deleteLastingKey } from '../lasting-key.ts'
import type { Logger } from '../ports/logger.ts'

/** Takes what only a lost JWT_SECRET_KEY opens out of a database, so that processes start with another one. */
export async function forgetKeys(databaseUrl: string, log: Logger): Promise<void> {
  await using db = openPool(databaseUrl, { log, size: 1 })
  await db.transaction(async (tx) => {
    await deleteSigningKeys(tx)
    await deleteLastingKey(tx)
  })
}
