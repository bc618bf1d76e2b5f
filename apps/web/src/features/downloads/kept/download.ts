import type { ContentDetail, WatchPosition } from '@better-and-bliss/sdk'
import type { KeptCaptions } from './playlist.ts'

/** A sound that this browser keeps, encrypted, for one member. */
export interface Download {
  /** Of the lease, as the API named it. */
  id: string
  memberId: string
  /** As it was when it was begun; its pictures are in it. */
  item: ContentDetail
  /** Cannot be read, only used; null once the lease has run out. */
  key: CryptoKey | null
  expiresAtMs: number
  /** The latest time that was seen: a clock that is set back does not lengthen the lease. */
  lastSeenMs: number
  /** The sound that is kept, by its id among those of the item; null for the item's own. Absent in what older versions kept. */
  language?: string | null
  /** With the addresses of its parts, without their tokens; null until it was fetched. */
  playlist: string | null
  /** Their parts come after those of the sound. Absent in what older versions kept. */
  captions?: readonly KeptCaptions[]
  chunkCount: number
  chunksKept: number
  bytes: number
  /** Where the member was when this device last knew. */
  position: Pick<WatchPosition, 'position_seconds' | 'sequence' | 'under_way'>
}

export function isComplete({ chunkCount, chunksKept }: Download): boolean {
  return chunkCount > 0 && chunksKept === chunkCount
}

/** In the browser's storage: whether anything is kept, so that whoever keeps nothing opens no database. */
export const DOWNLOADS_KEY = 'bliss.downloads'
