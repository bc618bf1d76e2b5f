import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import {
  deleteRecentViews,
  deleteSalts,
  deleteUnpartitioned,
  dropPartition,
  forgetClients,
  makePartition,
  selectPartitions,
} from './keep-queries.ts'

export const MAKE_PARTITIONS_EVERY_MS = 3_600_000

const MONTHS_AHEAD = 2
const DAY_MS = 86_400_000
/** Some milliseconds each. */
const BATCH_SIZE = 1_000

interface Parts {
  db: Database
  clock: Clock
  log: Logger
  /** Whole months, this one not counted. */
  keepMonths: number
  /** For how long the address, agent and session of a view are kept. */
  addressDays: number
}

/** The worker's round: partitions for the months to come. */
export async function makePartitions({ db, clock }: Pick<Parts, 'db' | 'clock'>): Promise<void> {
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) await makePartition(db, monthOf(clock.nowMs(), ahead))
}

/** A part of retention: drops the months that are over for long; whose view it was is forgotten. */
export async function forgetViews({ db, clock, log, keepMonths, addressDays }: Parts): Promise<void> {
  const nowMs = clock.nowMs()
  const oldest = monthOf(nowMs, -keepMonths)
  for (const { name, month } of await selectPartitions(db)) {
    if (month >= oldest) continue
    await dropPartition(db, name)
    log.info({ name }, 'The views of a month were dropped')
  }
  await untilDone(() => deleteUnpartitioned(db, { beforeMonth: oldest, limit: BATCH_SIZE }))
  await untilDone(() => forgetClients(db, { beforeMs: nowMs - addressDays * DAY_MS, limit: BATCH_SIZE }))
  await untilDone(() => deleteRecentViews(db, { beforeMs: nowMs - DAY_MS, limit: BATCH_SIZE }))
  await deleteSalts(db, new Date(nowMs).toISOString().slice(0, 10))
}

/** The first day of a month, so many after that of a moment. */
function monthOf(nowMs: number, after: number): string {
  const now = new Date(nowMs)
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + after)).toISOString().slice(0, 10)
}

async function untilDone(work: () => Promise<number>): Promise<void> {
  while ((await work()) === BATCH_SIZE);
}
