import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import { sourceFolder } from '../content/source-folder.ts'
import type { UploadRow } from './upload-queries.ts'

const MIB = 2 ** 20
/** At least five, by S3's rules; each is held in memory while it arrives. */
const PART_BYTES = 8 * MIB
/** S3 takes no more. */
const MOST_PARTS = 10_000

/** All parts of an upload but the last have so many bytes. */
export function partBytesOf({ length }: Pick<UploadRow, 'length'>): number {
  return Math.max(PART_BYTES, Math.ceil(length / MOST_PARTS / MIB) * MIB)
}

/**
 * What has arrived after the last whole part is kept as an object, until there is more. Each request names its own: of two that
 * come at once, the one that may not go on takes nothing from the other.
 */
export function tailKey({ object_key: key }: Pick<UploadRow, 'object_key'>, nonce: string): string {
  return `${tailPrefix(key)}${nonce}`
}

const tailPrefix = (key: string) => `${key}.tail-`

/** Removes all bytes of an upload that is over. */
export async function discardBytes(store: ObjectStore, upload: UploadRow): Promise<void> {
  const { object_key: key, store_upload_id: uploadId } = upload
  await store.abortMultipart({ key, uploadId })
  await store.delete(key)
  await discardTails(store, upload)
}

/** Also those that requests left whose process was killed. */
export async function discardTails(
  store: ObjectStore,
  { object_key: key, content_id: contentId }: Pick<UploadRow, 'object_key' | 'content_id'>,
): Promise<void> {
  for await (const other of keysIn(store, sourceFolder(contentId))) {
    if (other.startsWith(tailPrefix(key))) await store.delete(other)
  }
}
