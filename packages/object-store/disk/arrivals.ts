import { randomUUID } from 'node:crypto'
import { chmod, constants, copyFile, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assertKey, type ObjectHeaders, UPLOAD_LIFE_MS } from '../src/index.ts'
import { hasCode, orNull } from './absent.ts'
import { deleteHeaders, writeHeaders } from './headers.ts'

/** Its leading dot keeps it apart from every key. */
const STAGING = '.staging'
/** Media are given out by the edge, to those who may have them, and to nobody else on the machine. */
export const OWN_FILE = 0o600
export const OWN_FOLDER = 0o700

/** A single file is written at once. */
const ARRIVING_MS = 24 * 3_600_000

export type Arrivals = ReturnType<typeof arrivalsIn>

/** The way of files into a store on disk: filled in a staging folder on the same disk, and renamed into place. */
export function arrivalsIn(root: string) {
  const folder = join(root, STAGING)
  let prepared: Promise<unknown> | undefined

  async function staged(): Promise<string> {
    prepared ??= mkdir(folder, { recursive: true, mode: OWN_FOLDER }).catch((error: unknown) => {
      // A disk that is full now has room later.
      prepared = undefined
      throw error
    })
    await prepared
    return join(folder, randomUUID())
  }

  return {
    folder,
    /** A path in the staging folder that nothing has yet. */
    staged,
    /** Nothing takes longer to arrive: what is older was left by a process that was killed, or, a folder, by an upload that was given up. */
    async removeAbandoned(nowMs: number): Promise<void> {
      for (const name of (await orNull(readdir(folder))) ?? []) {
        const path = join(folder, name)
        const stats = await orNull(stat(path))
        if (!stats) continue
        const lifeMs = stats.isDirectory() ? UPLOAD_LIFE_MS : ARRIVING_MS
        if (nowMs - stats.mtimeMs > lifeMs) await rm(path, { recursive: true, force: true })
      }
    },
    /** @param fill makes a file at the path that it gets. */
    async arrive(
      key: string,
      headers: ObjectHeaders | undefined,
      fill: (path: string) => Promise<void>,
    ): Promise<void> {
      assertKey(key)
      const path = await staged()
      const target = join(root, key)
      try {
        await fill(path)
        await chmod(path, OWN_FILE)
        const { ino } = await stat(path)
        await mkdir(dirname(target), { recursive: true, mode: OWN_FOLDER })
        await writeHeaders(target, ino, headers, OWN_FILE)
        const replaced = await orNull(stat(target))
        await rename(path, target)
        if (replaced) await deleteHeaders(target, replaced.ino)
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
  }
}

const COPY_BYTES = 1 << 20

/** What a file has not on its disk, its copy has not either: 172 kB can look like gigabytes. */
export async function copyKeepingHoles(from: string, to: string): Promise<void> {
  const { size, blocks } = await stat(from)
  if (blocks * 512 >= size) return copyFile(from, to, constants.COPYFILE_FICLONE)
  await using source = await open(from, 'r')
  await using target = await open(to, 'wx')
  await copyData(source, target, size)
  await target.truncate(size)
}

export interface ReadableFile {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
}

export interface WritableFile {
  write(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>
}

export interface GatheringFile extends WritableFile {
  writev(buffers: readonly Uint8Array[], position: number): Promise<{ bytesWritten: number }>
}

/**
 * Copies what is not zero, to the same positions. Reads and writes may be short: a disk that fills up takes a part
 * before it refuses.
 */
export async function copyData(source: ReadableFile, target: WritableFile, size: number): Promise<void> {
  const chunk = Buffer.alloc(COPY_BYTES)
  const zeros = Buffer.alloc(COPY_BYTES)
  for (let position = 0; position < size; ) {
    const { bytesRead } = await source.read(chunk, 0, COPY_BYTES, position)
    if (bytesRead === 0) return
    const bytes = chunk.subarray(0, bytesRead)
    if (!bytes.equals(zeros.subarray(0, bytesRead))) await writeWhole(target, bytes, position)
    position += bytesRead
  }
}

/** Writes pieces one after another from a position on, in one call unless the disk takes only a part of them. */
export async function writePieces(
  target: GatheringFile,
  pieces: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let { bytesWritten: done } = await target.writev(pieces, position)
  let start = 0
  for (const piece of pieces) {
    const end = start + piece.length
    if (end > done) {
      await writeWhole(target, piece.subarray(Math.max(0, done - start)), position + Math.max(start, done))
      done = end
    }
    start = end
  }
}

async function writeWhole(target: WritableFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await target.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

export async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error
    await copyFile(from, to)
    await unlink(from)
  }
}
