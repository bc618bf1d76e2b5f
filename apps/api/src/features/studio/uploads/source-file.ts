import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import { MediaRefused } from '../../../ports/transcoder.ts'

/**
 * Looks at what a path names before anybody opens it: a pipe would wait for ever, a folder has no bytes.
 *
 * @param setting the name of the variable that sets the limit, for the text.
 * @throws MediaRefused when it is no regular file, or too large; ResourceUnavailable when it may not be looked at.
 */
export async function assertSourceFile(
  path: string,
  { maxBytes, setting }: { maxBytes: number; setting?: string },
): Promise<void> {
  const stats = await stat(path).catch((error: unknown) => {
    throw resourceUnavailable(error) ?? new MediaRefused(`There is no file ${path}.`, { cause: error })
  })
  if (stats.isDirectory()) throw new MediaRefused(`${path} is a folder, not a file.`)
  if (!stats.isFile()) throw new MediaRefused(`${path} is no regular file. Save what it gives as a file first.`)
  if (stats.size > maxBytes) {
    const which = setting ? ` (${setting})` : ''
    throw new MediaRefused(`${path} has ${inWords(stats.size)}; up to ${inWords(maxBytes)} are taken${which}.`)
  }
}

export function inWords(bytes: number): string {
  return bytes >= 1e9 ? `${Number((bytes / 1e9).toFixed(1))} GB` : `${Math.ceil(bytes / 1e6)} MB`
}

/** The name came from outside: only a short plain ending of it goes into a key. */
export function safeExtension(file: string): string {
  const extension = extname(basename(file)).toLowerCase()
  return /^\.[a-z0-9]{1,5}$/.test(extension) ? extension : ''
}
