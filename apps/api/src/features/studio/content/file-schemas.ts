import { z } from 'zod'
import type { Chapter } from '../../../ports/transcoder.ts'
import type { Sources } from '../jobs/source-queries.ts'

const FILE_PURPOSES = ['picture', 'captions', 'chapters', 'sound'] as const

export const filePurposeSchema = z.enum(FILE_PURPOSES).meta({
  description: '`picture`: its cover; `sound`: one that was added to that of its media',
  example: 'captions',
})

export const fileSchema = z
  .object({
    purpose: filePurposeSchema,
    language: z.string().nullable().meta({ description: 'BCP 47, of captions and sounds', example: 'en' }),
    label: z.string().nullable().meta({
      description: 'How members read a sound; null: by its language',
      example: 'English, music only',
    }),
  })
  .meta({ id: 'StudioFile', description: 'What an item has beside its media' })

/** What can be removed of an item. */
export function filesOf(
  { pictureKey, captions, sounds }: Pick<Sources, 'pictureKey' | 'captions' | 'sounds'>,
  chapters: readonly Chapter[],
): z.infer<typeof fileSchema>[] {
  const plain = (purpose: 'picture' | 'chapters') => ({ purpose, language: null, label: null })
  return [
    ...(pictureKey === null ? [] : [plain('picture')]),
    ...captions.map(({ language }) => ({ purpose: 'captions' as const, language, label: null })),
    ...(chapters.length === 0 ? [] : [plain('chapters')]),
    ...sounds.map(({ language, label }) => ({ purpose: 'sound' as const, language, label })),
  ]
}
