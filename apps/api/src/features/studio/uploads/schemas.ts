import { z } from 'zod'
import { PURPOSES, UPLOAD_STATES, type UploadRow } from './upload-queries.ts'

export const TUS_VERSION = '1.0.0'

export const uploadSchema = z
  .object({
    id: z.guid().describe('The id of the upload'),
    content_id: z.guid(),
    title: z.string(),
    purpose: z.enum(PURPOSES).meta({
      description:
        '`media`: what the item plays; `picture`: its cover; `captions` and `chapters`: WebVTT; `sound`: one in another language, ' +
        'beside that of the media',
      example: 'media',
    }),
    language: z.string().nullable().meta({
      description: 'BCP 47, of captions and sounds; null of all else',
      example: 'en',
    }),
    label: z.string().nullable().meta({
      description: 'How members read a sound; null: by its language',
      example: 'English, music only',
    }),
    file_name: z.string().meta({ description: 'As its owner calls it', example: 'night-sea.mp4' }),
    length: z.int().meta({ description: 'Bytes of the whole', example: 734_003_200 }),
    received: z.int().meta({ description: 'Bytes that are there for good', example: 209_715_200 }),
    state: z.enum(UPLOAD_STATES).meta({
      description:
        '`receiving`; `received` and `queued`: all bytes are there, and are looked at soon; `taken_up`: it belongs to the ' +
        'item; `refused`: `failure` says why',
      example: 'receiving',
    }),
    failure: z.string().nullable().meta({
      description: 'Why it was refused, or what it waits for, in words; null without either',
      example: 'This file is incomplete: it holds neither picture nor sound.',
    }),
    left_out: z.array(z.string()).meta({
      description: 'What of the file members will not see or hear, a sentence each',
      example: ['It has subtitles that are pictures.'],
    }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime().describe('When something of it changed last'),
  })
  .meta({ id: 'Upload', description: 'A file on its way to an item' })

export function toUpload(row: UploadRow): z.infer<typeof uploadSchema> {
  const { id, content_id, title, purpose, language, label, file_name, length, received, state, failure, left_out } = row
  const times = { created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() }
  return {
    id,
    content_id,
    title,
    purpose,
    language,
    label,
    file_name,
    length,
    received,
    state,
    failure,
    left_out,
    ...times,
  }
}

export const uploadParams = z.object({ id: z.guid().meta({ description: 'The id of the upload' }) })

/** What tus wants an answer to say of an upload. */
export function tusHeaders({ length, received }: Pick<UploadRow, 'length' | 'received'>): Record<string, string> {
  return { 'tus-resumable': TUS_VERSION, 'upload-length': String(length), 'upload-offset': String(received) }
}
