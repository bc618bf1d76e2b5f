import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { TOPICS } from '../../members/newsletter-topics.ts'

const READERS = [...TIERS, 'stranger'] as const

/** Of everybody who confirmed the newsletter and did not end it, those who get a campaign. */
export const audienceSchema = z
  .object({
    topics: z
      .array(z.enum(TOPICS))
      .max(TOPICS.length)
      .default([])
      .meta({ description: 'Who chose one of these topics; empty: everybody', example: ['news'] }),
    tiers: z
      .array(z.enum(READERS))
      .max(READERS.length)
      .default([])
      .meta({
        description: 'Members with one of these plans, `stranger`: subscribers without an account; empty: everybody',
        example: ['free', 'stranger'],
      }),
    active_within_days: z
      .int()
      .min(1)
      .max(3_650)
      .nullable()
      .default(null)
      .meta({ description: 'Members who signed in within so many days; null: everybody', example: 90 }),
  })
  .meta({ id: 'CampaignAudience', description: 'Which of the active subscribers get it' })

export type Audience = z.infer<typeof audienceSchema>
