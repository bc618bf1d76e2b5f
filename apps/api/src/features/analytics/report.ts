import { VIDEO_HEIGHTS } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import { boundedText } from '../../text/bounded-text.ts'
import { BIN_SECONDS } from './write-views.ts'

/** What leads people to an item. */
export const SOURCES = [
  'home',
  'browse',
  'search',
  'series',
  'trending',
  'continue',
  'newsletter',
  'embed',
  'link',
  'direct',
  'other',
] as const
export const PLAY_ERRORS = ['network', 'decode', 'unsupported', 'refused', 'stream_ended', 'other'] as const

/** A week: no item is longer. */
const MAX_SECONDS = 604_800
/** Three hours of an item. */
const MAX_BINS = 1_080
/** Of an item whose length nobody knows. */
export const UNKNOWN_LENGTH_SECONDS = 4 * 3600

/** What players send. */
export const reportSchema = z
  .object({
    content_id: z.guid(),
    session_id: boundedText(100)
      .nullish()
      .meta({ description: 'One play of an item: the view goes on as long as it does', example: 'play-1' }),
    watch_duration: z
      .number()
      .min(0)
      .max(MAX_SECONDS)
      .nullish()
      .meta({ description: 'Seconds watched so far in this play', example: 42 }),
    source: z
      .enum(SOURCES)
      .nullish()
      .describe('What led to the item; `link`: an address on another site, `direct`: one that was typed or kept'),
    positions: z
      .array(
        z
          .int()
          .min(0)
          .max(MAX_BINS - 1),
      )
      .max(MAX_BINS)
      .nullish()
      .describe(`Which ${BIN_SECONDS} seconds of the item were watched, counted from 0 on; each counts once`),
    quality: z
      .object({
        start_ms: z.int().min(0).max(600_000).nullish().describe('From the wish to play to the first picture or sound'),
        stalls: z.int().min(0).max(10_000).nullish().describe('How often it stood still for want of data, so far'),
        height: z
          .literal([0, ...VIDEO_HEIGHTS])
          .nullish()
          .describe('Of the picture now; 0 for sound alone'),
        errors: z.array(z.enum(PLAY_ERRORS)).max(PLAY_ERRORS.length).nullish().describe('What went wrong, so far'),
      })
      .meta({ id: 'PlaybackQuality' })
      .nullish()
      .describe('How the play goes'),
  })
  .meta({ id: 'ViewReport' })
