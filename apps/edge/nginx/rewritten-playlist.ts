import fs from 'node:fs'
import { playlistTemplate } from '@better-and-bliss/stream-token'
import { NO_ERROR } from './entries.ts'
import { writeIfRoom } from './remembered.ts'

/** Stands in a template where a token's query belongs; no playlist has it. */
const MARK = '\0'

/**
 * The playlist of a key for the bearer of a token, or null if there is none. The templates of its versions are kept in files:
 * njs remembers nothing from one request to the next, and takes 10 µs to read a line.
 */
export function rewrittenPlaylist(
  key: string,
  { query, maxHeight }: { query: string; maxHeight: number },
  { mediaFolder, templatesFolder }: { mediaFolder: string; templatesFolder: string },
): string | null {
  const source = mediaFolder + key
  const stats = fs.statSync(source, NO_ERROR)
  if (stats === undefined || !stats.isFile()) return null
  const version = `${stats.mtimeMs} ${stats.size} ${stats.ino}\n`
  const file = `${templatesFolder}${key.replace(/\//g, '_')}.${maxHeight}`
  const known = fs.statSync(file, NO_ERROR) === undefined ? '' : fs.readFileSync(file, 'utf8')
  if (known.startsWith(version)) return known.slice(version.length).split(MARK).join(query)
  const template = playlistTemplate(fs.readFileSync(source, 'utf8'), maxHeight)
  const unfinished = `${file}.${process.pid}`
  if (writeIfRoom(unfinished, version + template.join(MARK))) fs.renameSync(unfinished, file)
  return template.join(query)
}
