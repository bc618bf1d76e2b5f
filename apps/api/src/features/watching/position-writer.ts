import { batchWrites } from '../../batch-writes.ts'
import type { Database } from '../../db/database.ts'
import { type PositionReport, type PositionRow, selectPositions, upsertPositions } from './queries.ts'

export interface PositionWriter {
  /** Stores a report unless it is old or silently behind. @returns what is stored then. */
  write(report: PositionReport): Promise<PositionRow>
}

/** Reports that arrive together are stored together: players send one every few seconds. */
export function positionWriter(db: Database): PositionWriter {
  return { write: batchWrites((reports: PositionReport[]) => writeAll(db, reports)) }
}

/** @returns what is stored, in the order of the reports. */
async function writeAll(db: Database, reports: PositionReport[]): Promise<PositionRow[]> {
  const stored = new Map<string, PositionRow>()
  // A statement takes no row twice: reports of one item of one member go one after another.
  for (const round of roundsOf(reports)) {
    for (const row of await upsertPositions(db, round)) stored.set(keyOfRow(row), row)
    const refused = round.filter((report) => stored.get(keyOf(report))?.sequence !== report.sequence)
    if (refused.length === 0) continue
    for (const row of await selectPositions(db, refused)) stored.set(keyOfRow(row), row)
  }
  return reports.map((report) => {
    const row = stored.get(keyOf(report))
    if (!row) throw new Error('A position was neither stored nor there')
    return row
  })
}

function roundsOf(reports: readonly PositionReport[]): PositionReport[][] {
  const rounds: PositionReport[][] = []
  const counts = new Map<string, number>()
  for (const report of reports) {
    const round = counts.get(keyOf(report)) ?? 0
    counts.set(keyOf(report), round + 1)
    rounds[round] ??= []
    rounds[round].push(report)
  }
  return rounds
}

function keyOf({ userId, contentId }: PositionReport): string {
  return `${userId} ${contentId}`
}

function keyOfRow({ user_id, content_id }: PositionRow): string {
  return `${user_id} ${content_id}`
}
