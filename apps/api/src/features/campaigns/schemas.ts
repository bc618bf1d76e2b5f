import { z } from 'zod'
import { humanText } from '../../text/human-text.ts'
import { audienceSchema } from './audience.ts'
import { shownBlocks, writtenBlocks } from './content/blocks.ts'

export const STATES = ['draft', 'scheduled', 'sending', 'paused', 'sent'] as const

const subject = { description: 'The subject of its mails', example: 'Three new sleep stories' }
const preview = {
  description: 'What lists of mails show beside the subject',
  example: 'And a way to breathe that takes one minute.',
}
const countsClicks = {
  description: 'Whether links lead over us, so that the report counts clicks: by link, never by person',
  example: false,
}

export const draftSchema = z
  .object({
    subject: humanText({ maxLength: 150 }).meta(subject),
    preview: humanText({ minLength: 0, maxLength: 200 }).default('').meta(preview),
    blocks: writtenBlocks,
    audience: audienceSchema,
    counts_clicks: z.boolean().default(false).meta(countsClicks),
  })
  .meta({ id: 'CampaignDraft', description: 'What a campaign shall say, and to whom' })
export type Draft = z.infer<typeof draftSchema>

export const savedDraftSchema = draftSchema
  .extend({
    updated_at: z.iso.datetime().describe('That of what was changed: nobody writes over what they have not seen'),
  })
  .meta({ id: 'SavedCampaignDraft', description: 'What a campaign shall say from now on' })

const moment = z.iso.datetime().nullable()

export const campaignSchema = z
  .object({
    id: z.guid().describe('The id of the campaign'),
    subject: z.string().meta(subject),
    preview: z.string().meta(preview),
    blocks: shownBlocks,
    audience: audienceSchema,
    counts_clicks: z.boolean().meta(countsClicks),
    state: z.enum(STATES).meta({
      description: '`sent`: its last mail was queued. What was started is not changed any more',
      example: 'draft',
    }),
    starts_at: moment.describe('When it begins, or began; null of a draft'),
    ended_at: moment.describe('When its last mail was queued; null before'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime().describe('When it was written last'),
  })
  .meta({ id: 'Campaign', description: 'A mail to subscribers of the newsletter' })

export const campaignParams = z.object({ id: z.guid().meta({ description: 'The id of the campaign' }) })
