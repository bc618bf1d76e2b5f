import { z } from 'zod'
import { problemSchema } from '../../../http/problems.ts'
import { rowId } from '../../../text/row-id.ts'
import { pictureShown } from './pictures.ts'
import type { Shelf } from './shelf.ts'

const schemasByKind = new Map<string, ReturnType<typeof makeSchemas>>()

/** One set of schemas a kind: a name in the document means one schema. */
export function schemasOf(shelf: Shelf) {
  const schemas = schemasByKind.get(shelf.kind) ?? makeSchemas(shelf)
  schemasByKind.set(shelf.kind, schemas)
  return schemas
}

const VERSION = { description: 'Another one after each change of its fields', example: 3 }

function makeSchemas({ ids, nouns, nameColumn, itemsBy, fields, shown, picture, further }: Shelf) {
  const { one, many } = nouns
  const answer = z
    .object({
      id: z.guid().describe(`The id of the ${one}`),
      ...shown,
      ...(picture && pictureShown),
      ...further?.shown,
      ...(itemsBy && { items: z.int().meta({ description: 'How many items belong to it', example: 12 }) }),
      version: z.int().meta(VERSION),
      updated_at: z.iso.datetime().describe('When it was changed last'),
    })
    .meta({ id: `Studio${ids.one}`, description: `What the studio sets and knows of a ${one}` })
  const changed = z.object(fields).partial()
  return {
    answer,
    page: z
      .object({
        [ids.many.toLowerCase()]: z.array(answer).describe(`As many ${many} as fit on a page`),
        total: z.int().describe(`All ${many} that were asked for`),
        limit: z.int(),
        offset: z.int(),
      })
      .meta({ id: `Studio${ids.one}Page`, description: `One page of ${many}` }),
    made: changed
      .extend({ [nameColumn]: fields[nameColumn] as z.ZodType })
      .meta({ id: `NewStudio${ids.one}`, description: 'What is left out is empty' }),
    change: changed
      .extend({
        version: z
          .int()
          .min(1)
          .meta({ ...VERSION, description: 'The version that was changed' }),
      })
      .meta({ id: `Studio${ids.one}Change`, description: 'What shall change; what is left out stays' }),
    conflict: problemSchema.extend({ theirs: answer.optional().describe('All as it is now') }).meta({
      id: `Studio${ids.one}ConflictProblem`,
      description: 'Somebody else has changed it meanwhile, or it cannot be done as things stand',
    }),
    params: z.object({ id: rowId().meta({ description: `The id of the ${one}` }) }),
  }
}

/** Where something is put. */
export const placeSchema = z
  .object({
    before: rowId()
      .nullable()
      .meta({ description: 'The id of what it shall stand before; null: at the end', example: null }),
  })
  .meta({ id: 'StudioPlace', description: 'A place in an order' })
