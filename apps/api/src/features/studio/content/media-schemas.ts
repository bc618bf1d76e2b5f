import { z } from 'zod'
import { conversionSchema } from '../jobs/job-schema.ts'
import { fileSchema, formerFileSchema } from './file-schemas.ts'

const renditionSchema = z
  .object({
    name: z.string().meta({ description: 'Its rung of the ladder', example: '720p' }),
    kind: z.enum(['video', 'audio']).meta({ description: 'Film or sound', example: 'video' }),
    width: z.int().nullable().meta({ description: 'Pixels; null of a sound', example: 1280 }),
    height: z.int().nullable().meta({ description: 'Pixels; null of a sound', example: 720 }),
    bandwidth: z.int().meta({ description: 'Bits a second at the most', example: 2_800_000 }),
  })
  .meta({ id: 'StudioRendition', description: 'What an item plays as' })

const languageSchema = z
  .object({
    language: z.string().meta({ description: 'BCP 47; `und` where nobody knows', example: 'fr' }),
    label: z.string().meta({ description: 'How the language calls itself', example: 'Français' }),
  })
  .meta({ id: 'StudioLanguage', description: 'A language of sound or of captions' })

const chapterSchema = z
  .object({
    title: z.string().meta({ description: 'What it is called', example: 'Arriving' }),
    start_seconds: z.number().min(0).meta({ description: 'Where it begins', example: 0 }),
  })
  .meta({ id: 'StudioChapter', description: 'A part of an item' })

/** What is said of the addresses of pictures. */
export const PICTURE =
  'The address of a picture: a signed one, or for what members cannot open one that asks for the session of the studio; null without a picture'

/** What the media of an item amount to. */
export const mediaFields = {
  poster_url: z.string().nullable().describe(PICTURE),
  media_duration_seconds: z.int().nullable().meta({
    description: 'How long its media play; null while that is not known',
    example: 600,
  }),
  jobs: z.array(conversionSchema).describe('Conversions, the newest first; ended ones for JOBS_KEEP_DAYS'),
  renditions: z.array(renditionSchema).describe('The tallest first'),
  captions: z.array(languageSchema).describe('Languages in which there are captions'),
  audio_languages: z.array(languageSchema).describe('Languages that can be heard'),
  chapters: z.array(chapterSchema).describe('In their order'),
  files: z.array(fileSchema).describe('What it has beside its media, and can be removed'),
  former_files: z.array(formerFileSchema).describe('What was replaced or removed within a week, the newest first'),
}
