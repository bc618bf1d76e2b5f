import { z } from 'zod'
import type { HomeLibrary } from './parts.ts'
import { PARTS_OF_DAY } from './parts-of-day.ts'

const reasonSchema = z
  .object({
    kind: z.enum(['hour', 'expert', 'category', 'length', 'featured', 'new']).meta({
      description:
        'It fits the hour; it is by an expert, or of a category, of which the member finished something; it is as long as what they finish; the studio puts it forward; it is new',
      example: 'hour',
    }),
    part_of_day: z.enum(PARTS_OF_DAY).optional().meta({ description: 'Which hour it fits', example: 'evening' }),
    name: z.string().optional().meta({ description: 'Of the expert or the category', example: 'Maya Lind' }),
    minutes: z.int().optional().meta({ description: 'How long it plays', example: 10 }),
  })
  .meta({ id: 'SuggestionReason', description: 'Why an item is suggested' })

const placeSchema = z
  .object({
    position_seconds: z.number().describe('Seconds since the beginning of the item'),
    under_way: z.boolean().describe('Whether it was begun and not watched to its end'),
  })
  .meta({ id: 'HomePlace', description: 'Where the member stopped' })

const firstWeekSchema = z
  .object({
    has_breathed: z.boolean().meta({ description: 'Whether there was a session of breath', example: false }),
    has_played: z.boolean().meta({ description: 'Whether anything was played', example: false }),
    has_sat: z.boolean().meta({ description: 'Whether the timer was used', example: true }),
  })
  .meta({ id: 'FirstWeek', description: 'What a new member did already of what they may begin with' })

/** The whole page. */
export function homeSchemaOf(card: HomeLibrary['cardSchema']) {
  const cards = (description: string) => z.array(card).describe(description)
  const reasons = z.array(reasonSchema).describe('Why it is suggested, the strongest reason first')
  return z
    .object({
      first_week: firstWeekSchema
        .extend({ item: card.nullable().describe('A free title to begin with; null where there is none') })
        .meta({ id: 'FirstSteps', description: 'What a new member may begin with, and what of it they did' })
        .nullable()
        .describe('Null for members who are not new, and for those who did all of it'),
      hero: z
        .object({
          item: card,
          place: placeSchema.nullable().describe('Null where it was not begun'),
          reasons: reasons.describe('Empty where it is not a suggestion'),
        })
        .meta({ id: 'HomeHero', description: 'What the page opens with' })
        .nullable()
        .describe('Null where there is nothing at all'),
      continue: z
        .array(
          z.object({ item: card, place: placeSchema }).meta({ id: 'HomeContinuing', description: 'What was begun' }),
        )
        .describe('What the member began and may go on with, the latest first'),
      for_now: z
        .array(z.object({ item: card, reasons }).meta({ id: 'HomeSuggestion', description: 'What may suit this hour' }))
        .describe('What suits the hour and the member, the best first'),
      series: z
        .array(
          z
            .object({
              item: card,
              watched_count: z.int().meta({ description: 'Episodes that were watched to their end', example: 2 }),
              episode_count: z.int().meta({ description: 'Episodes there are', example: 7 }),
            })
            .meta({ id: 'HomeSeries', description: 'The next episode of a series that the member follows' }),
        )
        .describe('Series in progress, the one that was watched last first'),
      featured: cards('What the studio puts forward'),
      new: cards('What came last'),
      trending: cards('What many people view now'),
      categories: z
        .array(
          z
            .object({
              id: z.guid(),
              name: z.string(),
              slug: z.string(),
              description: z.string().nullable(),
              items: cards('Some of its items'),
            })
            .meta({ id: 'HomeCategory', description: 'A category, and some of it' }),
        )
        .describe('In the order of the studio; those with little in them are left out'),
    })
    .meta({ id: 'Home', description: 'The home page of a member; no item stands on it twice' })
}
