import type { Stats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ByteRange, ObjectInfo, ObjectVersion, OpenObject } from '../src/index.ts'
import { orNull } from './absent.ts'
import { readHeaders } from './headers.ts'

/** Few steps for large files, little memory for each reader. */
const STREAM_BYTES = 256 * 1024

interface ReadOptions {
  range?: ByteRange
  signal?: AbortSignal
}

/** @returns null when there is no such file. @throws RangeError */
export async function openFile(path: string, options: ReadOptions = {}): Promise<OpenObject | null> {
  options.signal?.throwIfAborted()
  const file = await orNull(open(path, 'r'))
  if (file === null) return null
  try {
    const stats = await file.stat()
    if (stats.isFile()) return opened(file, path, stats, options)
  } catch (error) {
    await file.close()
    throw error
  }
  await file.close()
  return null
}

/** @returns null when there is no such file. */
export async function lookAtFile(path: string): Promise<(ObjectInfo & { inode: number }) | null> {
  for (;;) {
    const stats = await orNull(stat(path))
    if (!stats?.isFile()) return null
    const headers = await readHeaders(path, stats.ino)
    if (headers) return { ...versionOf(stats), ...headers, inode: stats.ino }
  }
}

/** A look at the file costs less than to open it. */
export async function openFileIfChanged(
  path: string,
  etag: string,
  options: Pick<ReadOptions, 'signal'> = {},
): Promise<OpenObject | 'unchanged' | null> {
  const stats = await orNull(stat(path))
  return stats && etagOf(stats) === etag ? 'unchanged' : openFile(path, options)
}

function opened(file: FileHandle, path: string, stats: Stats, { range, signal }: ReadOptions): OpenObject {
  const first = range?.first ?? 0
  const length = Math.min(range?.last ?? stats.size, stats.size - 1) - first + 1
  if (range && length <= 0) throw new RangeError(`The object ends before byte ${first}`)
  let stream: Readable | undefined
  return {
    ...versionOf(stats),
    stream() {
      const place = { start: first, end: first + length - 1, highWaterMark: STREAM_BYTES }
      stream = length > 0 ? file.createReadStream({ ...place, signal }) : Readable.from([])
      return stream
    },
    async bytes(into) {
      const bytes = into?.subarray(0, length) ?? Buffer.allocUnsafeSlow(length)
      for (let filled = 0; filled < length; ) {
        signal?.throwIfAborted()
        const { bytesRead } = await file.read(bytes, filled, length - filled, first + filled)
        if (bytesRead === 0) throw new Error(`${path} has become shorter while it was read`)
        filled += bytesRead
      }
      return bytes
    },
    async [Symbol.asyncDispose]() {
      stream?.destroy()
      await file.close()
    },
  }
}

function versionOf(stats: Stats): ObjectVersion {
  return { size: stats.size, etag: etagOf(stats), modifiedAtMs: stats.mtimeMs }
}

/** Each version is a file of its own, which nobody changes. */
function etagOf({ ino, size, mtimeMs }: Stats): string {
  return `"${ino.toString(16)}-${size.toString(16)}-${Math.round(mtimeMs * 1000).toString(16)}"`
}
