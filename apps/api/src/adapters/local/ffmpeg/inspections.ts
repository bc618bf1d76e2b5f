import type { ObjectStore } from '@better-and-bliss/object-store'
import { inspectSource } from './inspect.ts'
import type { Source } from './source.ts'

/** @param path where the file is lent. */
export type Inspect = (sourceKey: string, path: string, signal: AbortSignal) => Promise<Source>

/** Looks at files, and remembers the last one: what was uploaded is looked at, and then converted. */
export function inspections({ ffmpegPath, store }: { ffmpegPath: string; store: ObjectStore }): Inspect {
  let last: { sourceKey: string; etag: string | undefined; source: Source } | undefined
  return async (sourceKey, path, signal) => {
    const etag = (await store.head(sourceKey))?.etag
    signal.throwIfAborted()
    if (last && last.sourceKey === sourceKey && last.etag === etag) return { ...last.source, path }
    const source = await inspectSource(ffmpegPath, path, signal)
    last = { sourceKey, etag, source }
    return source
  }
}
