import type { ItemRow } from './content-queries.ts'

/** Where the files of an item are in the studio, by their names. */
export const CONTENT_MEDIA_URL = '/api/studio/content/:id/media'

/** @returns the signed address of a picture; null where there is none. */
export type PictureUrl = (item: { id: string }, key: string | null) => string | null

/** @returns the address of one of the pictures of an item, for the studio; null where there is none. */
export type ItemPictureUrl = (item: Pick<ItemRow, 'id' | 'status' | 'deleted_at'>, key: string | null) => string | null

/** The edge refuses all of an item that was withdrawn, its pictures too: the studio shows them through the API. */
export function itemPictureUrls(signed: PictureUrl, backendUrl: string): ItemPictureUrl {
  return (item, key) => {
    const isOpen = (item.status === 'published' || item.status === 'unlisted') && item.deleted_at === null
    if (isOpen || key === null) return signed(item, key)
    return `${backendUrl}${CONTENT_MEDIA_URL.replace(':id', item.id)}/${key.slice(key.lastIndexOf('/') + 1)}`
  }
}
