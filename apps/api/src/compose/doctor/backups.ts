import { readDatabaseFacts } from '../../db/facts.ts'
import { advice, wrong } from '../../ports/finding.ts'
import { type Check, fits, type Outcome, unlessDevelopment } from './check.ts'

const HOUR_MS = 3_600_000
/** One is made a day, as soon as the machine runs. */
const LATE_HOURS = 36

interface BackupParts {
  environment: string
  databaseUrl: { reveal(): string }
  /** Of the backups that `npm start` makes; null where it makes none. `newestAtMs`: null where there is none yet. */
  daily: { folder: string; newestAtMs: number | null } | null
  nowMs: () => number
}

/** How old the newest copy of the database is. */
export function backupsCheck({ environment, databaseUrl, daily, nowMs }: BackupParts): Check {
  return {
    subject: 'Backups',
    look: async () => {
      if (daily) return [ofDaily(daily, nowMs())]
      const { archive } = await readDatabaseFacts(databaseUrl.reveal(), nowMs)
      if (archive) return [ofArchive(archive, nowMs())]
      const says = 'None is seen from here: BACKUP_DIR is not set, and PostgreSQL archives nothing.'
      const remedy =
        'Set BACKUP_DIR, call `npm run backup` from a timer, or see that the provider makes snapshots (docs/backups.md).'
      return [unlessDevelopment(environment, advice(says, remedy))]
    },
  }
}

function ofDaily({ folder, newestAtMs }: NonNullable<BackupParts['daily']>, nowMs: number): Outcome {
  const remedy = 'The log of `npm start` says why none was made; look whether the disk has room, and whether it runs.'
  if (newestAtMs === null) return wrong(`There is no backup in ${folder}.`, remedy)
  const hours = Math.round((nowMs - newestAtMs) / HOUR_MS)
  if (hours > LATE_HOURS) return wrong(`The newest backup in ${folder} is ${hours} hours old.`, remedy)
  return fits(`The newest backup in ${folder} is ${hours} hours old.`)
}

type Archive = { lastArchivedAt: Date | null; lastFailedAt: Date | null }

function ofArchive({ lastArchivedAt, lastFailedAt }: Archive, nowMs: number): Outcome {
  const atMs = lastArchivedAt?.getTime() ?? 0
  if (lastFailedAt && lastFailedAt.getTime() > atMs) {
    const says = `PostgreSQL cannot archive its log since ${lastFailedAt.toISOString()}: it cannot be brought back, and its disk fills.`
    return wrong(says, 'Its own log says why archive_command fails.')
  }
  if (atMs === 0) return wrong('PostgreSQL is to archive its log, and never did.', 'Look at archive_command.')
  const hours = Math.round((nowMs - atMs) / HOUR_MS)
  return fits(
    `PostgreSQL archived its log ${hours} hours ago: it can be brought back, if a base backup is kept with it.`,
  )
}
