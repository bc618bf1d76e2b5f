import { z } from 'zod'
import type { Chapter } from '../../../ports/transcoder.ts'
import type { Sources } from '../jobs/source-queries.ts'
import type { FormerFileRow } from './former-file-queries.ts'
import { KEEP_DELETED_MS } from './keep-deleted.ts'
import { ownerSchema } from './owner-schema.ts'

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

export const formerFileSchema = z
  .object({
    id: z.guid().describe('What it is brought back by'),
    purpose: z
      .enum(['media', ...FILE_PURPOSES])
      .meta({ description: '`media`: the film or the sound of the item; the others as in `files`', example: 'media' }),
    language: z.string().nullable().meta({ description: 'BCP 47, of captions and sounds', example: 'en' }),
    label: z.string().nullable().meta({
      description: 'How members read a sound; null: by its language',
      example: 'English, music only',
    }),
    replaced_at: z.iso.datetime().describe('When another one took its place, or it was removed'),
    replaced_by: ownerSchema.nullable().describe('Who did; null where they are a member no longer'),
    gone_at: z.iso.datetime().describe('When it can no longer be brought back'),
  })
  .meta({ id: 'StudioFormerFile', description: 'What an item was made from' })

export function toFormerFile({ id, file, replaced_at: at, by_sub, by_name }: FormerFileRow) {
  return {
    id,
    purpose: file.purpose,
    language: 'language' in file ? file.language : null,
    label: 'label' in file ? file.label : null,
    replaced_at: at.toISOString(),
    replaced_by: by_sub === null ? null : { id: by_sub, name: by_name },
    gone_at: new Date(at.getTime() + KEEP_DELETED_MS).toISOString(),
  }
}

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
