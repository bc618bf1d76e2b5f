import type { Download } from '../kept/download.ts'
import type { DownloadStore } from '../kept/store.ts'

/** What a browser keeps, as long as a test lasts. */
export function memoryStore(): DownloadStore {
  const downloads = new Map<string, Download>()
  const chunks = new Map<string, Map<number, ArrayBuffer>>()

  async function update(id: string, change: (known: Download) => Partial<Download>): Promise<Download | null> {
    const known = downloads.get(id)
    if (!known) return null
    const changed = { ...known, ...change(known) }
    downloads.set(id, changed)
    return changed
  }

  return {
    all: async () => [...downloads.values()],
    put: async (download) => void downloads.set(download.id, download),
    change: (id, change) => update(id, () => change),
    beginAnew: (id, change) => {
      chunks.delete(id)
      return update(id, () => ({ ...change, chunksKept: 0, bytes: 0 }))
    },
    keptChunks: async (id) => new Set(chunks.get(id)?.keys()),
    putChunk: (id, index, bytes) => {
      const kept = chunks.get(id) ?? new Map<number, ArrayBuffer>()
      chunks.set(id, kept.set(index, bytes))
      return update(id, (known) => ({ chunksKept: kept.size, bytes: known.bytes + bytes.byteLength }))
    },
    chunk: async (id, index) => chunks.get(id)?.get(index),
    remove: async (id) => {
      downloads.delete(id)
      chunks.delete(id)
    },
  }
}
