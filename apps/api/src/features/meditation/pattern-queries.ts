import { targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'

const patternRow = z.object({ id: z.guid(), name: z.string(), words: z.string(), target: targetSchema })
export type StudioPattern = z.infer<typeof patternRow>

/** Those that members can choose, in their order. */
export async function selectPatterns(db: Database): Promise<StudioPattern[]> {
  const rows = await db.query(
    'meditation_patterns',
    'select id, name, words, target from breath_patterns where is_shown order by position, lower(name), id',
  )
  return rows.map((row) => patternRow.parse(row))
}

export async function selectPattern(db: Database, id: string): Promise<StudioPattern | undefined> {
  const [row] = await db.query(
    'meditation_pattern',
    'select id, name, words, target from breath_patterns where is_shown and id = $1',
    [id],
  )
  return row && patternRow.parse(row)
}
