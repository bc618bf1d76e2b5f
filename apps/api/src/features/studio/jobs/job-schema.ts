import { z } from 'zod'
import { JOB_STATES, type ListedJob } from './job-queries.ts'

export const conversionSchema = z
  .object({
    id: z.guid().describe('The id of the conversion'),
    state: z.enum(JOB_STATES).describe('`playable`: its lightest rendition plays while the others are made'),
    progress: z.number().min(0).max(1).meta({ description: 'How much is done, from 0 to 1', example: 0.4 }),
    failure: z.string().nullable().meta({
      description: 'Why it failed, or what it waits for before it is tried again, in words; null without either',
      example: 'The picture of this file cannot be decoded: it is damaged.',
    }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime().describe('When its state or progress changed last'),
  })
  .meta({ id: 'StudioItemJob', description: 'A conversion of the media of an item' })

export const jobSchema = conversionSchema
  .extend({
    content_id: z.guid(),
    title: z.string(),
    content_type: z.enum(['video', 'audio']),
    is_open: z.boolean().meta({ description: 'Whether members open the item', example: true }),
  })
  .meta({ id: 'MediaJob', description: 'The conversion of a file into what can be played' })

export function toJob(row: ListedJob): z.infer<typeof jobSchema> {
  const { id, content_id, title, content_type, is_open, state, progress, failure, created_at, updated_at } = row
  const times = { created_at: created_at.toISOString(), updated_at: updated_at.toISOString() }
  return { id, content_id, title, content_type, is_open, state, progress, failure, ...times }
}
