import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../ports/logger.ts'
import type { DatabaseUrl } from './connection.ts'
import { causeOf } from './errors.ts'

/** Who has just changed a password may need a moment to change it where we look for it, and the other way round. */
const PATIENCE = { pauseMs: 200, tries: 25 }

/**
 * Does what opens a connection, and while its password is refused, does it again with what the address is then. It is refused
 * before anything else is done, so nothing is done twice.
 */
export async function admitted<Result>(
  databaseUrl: DatabaseUrl,
  log: Logger,
  connect: () => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; tries < PATIENCE.tries && typeof databaseUrl !== 'string'; tries += 1) {
    try {
      return await connect()
    } catch (error) {
      if (!isRefused(error)) throw error
    }
    const refused = databaseUrl.reveal()
    await renewUrl(databaseUrl, log)
    if (databaseUrl.reveal() === refused) await delay(PATIENCE.pauseMs)
  }
  return connect()
}

/** Asks for the address again; one that cannot be had stays what it is. */
export async function renewUrl(databaseUrl: DatabaseUrl, log: Logger): Promise<void> {
  if (typeof databaseUrl === 'string') return
  try {
    await databaseUrl.renew()
  } catch (error) {
    log.warn({ err: error }, 'The address of the database could not be read again')
  }
}

/** Whether PostgreSQL did not take the password. */
export function isRefused(error: unknown): boolean {
  const cause = causeOf(error)
  return cause instanceof pg.DatabaseError && cause.code === WRONG_PASSWORD
}

const WRONG_PASSWORD = '28P01'
