import { answered, openDatabase, stored } from './database.ts'
import type { Download } from './download.ts'

/** What this browser keeps: downloads by their ids, and the encrypted parts of each. */
export interface DownloadStore {
  all(): Promise<Download[]>
  put(download: Download): Promise<void>
  /** @returns what is kept then; null where it was removed meanwhile. */
  change(id: string, change: Partial<Download>): Promise<Download | null>
  /** Takes the parts of an older playlist away. @returns likewise. */
  beginAnew(id: string, change: Pick<Download, 'playlist' | 'captions' | 'chunkCount'>): Promise<Download | null>
  keptChunks(id: string): Promise<Set<number>>
  /** @returns likewise. */
  putChunk(id: string, index: number, bytes: ArrayBuffer): Promise<Download | null>
  /** @returns undefined for what is not kept. */
  chunk(id: string, index: number): Promise<ArrayBuffer | undefined>
  remove(id: string): Promise<void>
}

export function browserStore(): DownloadStore {
  let opening: Promise<IDBDatabase> | null = null

  async function begin(mode: IDBTransactionMode) {
    opening ??= openDatabase()
    const transaction = (await opening).transaction(['downloads', 'chunks'], mode)
    const done = stored(transaction)
    // Whoever waits for it is told; whoever failed before that was told otherwise.
    done.catch(() => {})
    return {
      downloads: transaction.objectStore('downloads'),
      chunks: transaction.objectStore('chunks'),
      done,
    }
  }

  type Open = Awaited<ReturnType<typeof begin>>

  /** Reads one, and stores what becomes of it, in one transaction. */
  async function update(id: string, next: (known: Download, open: Open) => Promise<Download>) {
    const open = await begin('readwrite')
    const known: Download | undefined = await answered(open.downloads.get(id))
    const changed = known ? await next(known, open) : null
    if (changed) open.downloads.put(changed)
    await open.done
    return changed
  }

  return {
    all: async () => answered((await begin('readonly')).downloads.getAll()),
    put: async (download) => {
      const { downloads, done } = await begin('readwrite')
      downloads.put(download)
      await done
    },
    change: (id, change) => update(id, async (known) => ({ ...known, ...change })),
    beginAnew: (id, change) =>
      update(id, async (known, { chunks }) => {
        chunks.delete(chunksOf(id))
        return { ...known, ...change, chunksKept: 0, bytes: 0 }
      }),
    keptChunks: async (id) => {
      const keys = await answered((await begin('readonly')).chunks.getAllKeys(chunksOf(id)))
      return new Set((keys as [string, number][]).map(([, index]) => index))
    },
    putChunk: (id, index, bytes) =>
      update(id, async (known, { chunks }) => {
        const isNew = (await answered(chunks.count([id, index]))) === 0
        chunks.put(bytes, [id, index])
        return isNew ? { ...known, chunksKept: known.chunksKept + 1, bytes: known.bytes + bytes.byteLength } : known
      }),
    chunk: async (id, index) => answered((await begin('readonly')).chunks.get([id, index])),
    remove: async (id) => {
      const { downloads, chunks, done } = await begin('readwrite')
      downloads.delete(id)
      chunks.delete(chunksOf(id))
      await done
    },
  }
}

/** A list is greater than any number. */
function chunksOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []])
}
