import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { openPool, requestLogger } from '@better-and-bliss/api/database'
import { AppError } from '@better-and-bliss/api/errors'
import { takeMailedReport } from '@better-and-bliss/api/newsletter'
import { CannotStart, machineOf } from '@better-and-bliss/process'
import { readConfig } from './config.ts'
import { findDatabase } from './find-database.ts'
import { loadSecrets } from './secrets.ts'

/** sysexits.h: mail servers keep the mail, and try again. */
const EX_TEMPFAIL = 75

try {
  const log = requestLogger({ level: 'silent', role: 'report' })
  await using db = openPool(await findDatabase(), { log, size: 1 })
  const { dataDir, chosenKeys } = readConfig(await machineOf())
  const { jwtSecretKey } = await loadSecrets(dataDir, chosenKeys, randomBytes)
  const previous = chosenKeys.jwtSecretKeyPrevious?.reveal()
  const jwtKeys = [jwtSecretKey, ...(previous === undefined ? [] : [previous])] as const
  const taken = await takeMailedReport({ db, jwtKeys, log }, await buffer(process.stdin))
  console.log(taken > 0 ? 'A subscription to the newsletter ended.' : 'Nothing of this concerns the newsletter.')
} catch (error) {
  process.exitCode = EX_TEMPFAIL
  console.error(error instanceof CannotStart || error instanceof AppError ? error.message : error)
}
