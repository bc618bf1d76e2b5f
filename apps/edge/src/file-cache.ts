import type { Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A file in memory, with the validators that @fastify/send gives the same file on disk. */
export type CachedFile<T> = { readonly value: T; readonly etag: string; readonly lastModified: string }

export type FileCache<T> = {
  /** The file if it is in memory and was compared with the disk recently enough. */
  peek: (key: string) => CachedFile<T> | undefined
  /** The file as it is on disk now; null if there is none or it is too large to keep. Concurrent calls share one reading. */
  load: (key: string) => Promise<CachedFile<T> | null>
}

export type FileCacheOptions<T> = {
  root: string
  /** Bytes of files kept; the least recently used go first. */
  limitBytes: number
  maxFileBytes: number
  parse: (bytes: Buffer) => T
  /** How long a value is served without a look at the disk. */
  maxAgeMs: (value: T) => number
  monotonicMs: () => number
}

type Entry<T> = CachedFile<T> & { readonly bytes: number; readonly version: string; checkedAtMs: number }

export function createFileCache<T>(options: FileCacheOptions<T>): FileCache<T> {
  const { root, limitBytes, maxFileBytes, parse, maxAgeMs, monotonicMs } = options
  const entries = new Map<string, Entry<T>>()
  const loading = new Map<string, Promise<Entry<T> | null>>()
  let totalBytes = 0

  function forget(key: string): void {
    totalBytes -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  /** A Map keeps the order of insertion: the first key is the one least recently used. */
  function keep(key: string, entry: Entry<T>): Entry<T> {
    forget(key)
    entries.set(key, entry)
    totalBytes += entry.bytes
    for (const oldest of entries.keys()) {
      if (totalBytes <= limitBytes) break
      forget(oldest)
    }
    return entry
  }

  async function refresh(key: string): Promise<Entry<T> | null> {
    const known = entries.get(key)
    const checkedAtMs = monotonicMs()
    if (known !== undefined && versionOf(await stat(join(root, key))) === known.version) {
      known.checkedAtMs = checkedAtMs
      return keep(key, known)
    }
    await using file = await open(join(root, key))
    const status = await file.stat()
    if (!status.isFile() || status.size > maxFileBytes) {
      forget(key)
      return null
    }
    const bytes = await file.readFile()
    const value = parse(bytes)
    return keep(key, { value, bytes: bytes.length, version: versionOf(status), checkedAtMs, ...validatorsOf(status) })
  }

  async function loadOnce(key: string): Promise<Entry<T> | null> {
    try {
      return await refresh(key)
    } catch (error) {
      forget(key)
      if (isAbsent(error)) return null
      throw error
    } finally {
      loading.delete(key)
    }
  }

  return {
    peek(key) {
      const entry = entries.get(key)
      if (entry === undefined || monotonicMs() - entry.checkedAtMs >= maxAgeMs(entry.value)) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    load(key) {
      const pending = loading.get(key) ?? loadOnce(key)
      loading.set(key, pending)
      return pending
    },
  }
}

function versionOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino}-${size}-${mtimeMs}`
}

function validatorsOf({ size, mtime }: Stats): { etag: string; lastModified: string } {
  return { etag: `W/"${size.toString(16)}-${mtime.getTime().toString(16)}"`, lastModified: mtime.toUTCString() }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
