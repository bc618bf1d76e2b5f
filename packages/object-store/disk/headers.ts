import { readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ObjectHeaders } from '../src/index.ts'
import { orNull } from './absent.ts'

const UNNAMED: ObjectHeaders = { contentType: 'application/octet-stream' }

/**
 * The headers of a version of an object lie beside it in a hidden file, which bears the number of the object's inode in its
 * name. It is written before the object is renamed into place, so that whoever sees a version sees its headers.
 */
function headersPath(path: string, inode: number): string {
  return join(dirname(path), `.${basename(path)}.${inode}.json`)
}

/** @param mode of the hidden file. */
export async function writeHeaders(path: string, inode: number, headers: ObjectHeaders | undefined, mode: number) {
  if (headers) await writeFile(headersPath(path, inode), JSON.stringify(headers), { mode })
  // A process that was killed may have left one, and inodes come again.
  else await deleteHeaders(path, inode)
}

/** @returns null when this version was replaced, or deleted, meanwhile. */
export async function readHeaders(path: string, inode: number): Promise<ObjectHeaders | null> {
  const text = await orNull(readFile(headersPath(path, inode), 'utf8'))
  if (text !== null) return parseHeaders(text)
  const current = await orNull(stat(path))
  return current?.ino === inode ? UNNAMED : null
}

export async function deleteHeaders(path: string, inode: number): Promise<void> {
  await orNull(unlink(headersPath(path, inode)))
}

/** What was written by this process or another of ours, perhaps an older one. */
function parseHeaders(text: string): ObjectHeaders {
  const { contentType, cacheControl } = JSON.parse(text) as Partial<Record<keyof ObjectHeaders, unknown>>
  return {
    contentType: typeof contentType === 'string' ? contentType : UNNAMED.contentType,
    ...(typeof cacheControl === 'string' && { cacheControl }),
  }
}
