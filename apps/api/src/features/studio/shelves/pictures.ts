import { mediaKey, PICTURE_FILES } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import type { PictureUrl } from '../content/item-pictures.ts'
import type { Shelf, ShelfRow } from './shelf.ts'

/** What is told of the picture. */
export const pictureShown = {
  picture_url: z
    .string()
    .nullable()
    .meta({ description: 'A signed picture; null without one', example: 'https://edge.example.com/hls/…' }),
}

/** The columns that say which picture it has. */
export function pictureColumns({ picture }: Shelf): string[] {
  if (!picture) return []
  return picture.elsewhere ? ['picture_id', picture.elsewhere] : ['picture_id']
}

/** As the studio shows it; nothing of what has no picture. */
export function pictureOf({ picture }: Shelf, row: ShelfRow, pictureUrl: PictureUrl): Record<string, unknown> {
  if (!picture) return {}
  const { picture_id: id } = row
  const elsewhere = picture.elsewhere ? row[picture.elsewhere] : null
  return { picture_url: typeof id === 'string' ? pictureUrl({ id }, pictureKey(id)) : elsewhere }
}

/** The object that keeps a picture. */
export function pictureKey(id: string): string {
  return mediaKey(id, PICTURE_FILES.thumbnail)
}
