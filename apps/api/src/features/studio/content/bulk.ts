import { z } from 'zod'
import type { Database, Pool } from '../../../db/database.ts'
import { AppError, ERROR_CODES } from '../../../errors.ts'
import { rowId } from '../../../text/row-id.ts'

/** As many as a page of a list has. */
const MOST = 100

export const idsField = z
  .array(rowId())
  .min(1)
  .max(MOST)
  .refine((ids) => new Set(ids).size === ids.length, 'must name each item once')
  .meta({ description: 'The ids of the items', example: ['5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b'] })

const resultSchema = z
  .object({
    id: z.guid().describe('The id of the item'),
    code: z
      .enum(ERROR_CODES)
      .nullable()
      .meta({ description: 'What went wrong, for programs; null where it is done', example: null }),
    detail: z
      .string()
      .nullable()
      .meta({ description: 'What went wrong, for people; null where it is done', example: null }),
  })
  .meta({ id: 'StudioBulkResult', description: 'What became of one item' })

export const bulkResultsSchema = z
  .object({ results: z.array(resultSchema).describe('One an item, in the order of the ids') })
  .meta({ id: 'StudioBulkResults', description: 'What became of each item' })

/** Does the same to several items, each in a transaction of its own: what fails for one is done for the others. */
export async function forEachItem(
  db: Pick<Pool, 'transaction'>,
  ids: readonly string[],
  work: (tx: Database, id: string) => Promise<void>,
): Promise<z.infer<typeof bulkResultsSchema>> {
  const results = []
  for (const id of ids) {
    try {
      await db.transaction((tx) => work(tx, id))
      results.push({ id, code: null, detail: null })
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error
      results.push({ id, code: error.code, detail: error.message })
    }
  }
  return { results }
}
