import fs from 'node:fs'
import { playlistTemplate } from '@better-and-bliss/stream-token'
import { NO_ERROR } from './entries.ts'
import { writeIfRoom } from './remembered.ts'
import { TOKEN_MARK } from './settings.ts'

/** `isWhole`: nothing comes to it any more, and its template is in its file, where nginx finds it (server.conf). */
export interface RewrittenPlaylist {
  text: string
  isWhole: boolean
}

/**
 * The playlist of a key for the bearer of a token, or null if there is none. Its template is kept in a file, with the version of the
 * playlist in a comment at its end: njs remembers nothing from one request to the next, and takes 10 µs to read a line.
 */
export function rewrittenPlaylist(
  key: string,
  { query, maxHeight }: { query: string; maxHeight: number },
  { mediaFolder, templatesFolder }: { mediaFolder: string; templatesFolder: string },
): RewrittenPlaylist | null {
  const source = mediaFolder + key
  const stats = fs.statSync(source, NO_ERROR)
  if (stats === undefined || !stats.isFile()) return null
  const version = `\n# ${stats.mtimeMs} ${stats.size} ${stats.ino}\n`
  const file = `${templatesFolder}${key.replace(/\//g, '_')}.${maxHeight}`
  const known = fs.statSync(file, NO_ERROR) === undefined ? '' : fs.readFileSync(file, 'utf8')
  if (known.endsWith(version)) {
    const template = known.slice(0, known.length - version.length)
    return { text: template.split(TOKEN_MARK).join(query), isWhole: isWhole(template, stats.mtimeMs) }
  }
  const template = playlistTemplate(fs.readFileSync(source, 'utf8'), maxHeight)
  const marked = template.join(TOKEN_MARK)
  const isKept = writeIfRoom(file, marked + version, templatesFolder)
  return { text: template.join(query), isWhole: isKept && isWhole(marked, stats.mtimeMs) }
}

/** A playlist whose transcode has ended, or a master that gained no rung for a while. */
function isWhole(text: string, modifiedAtMs: number): boolean {
  if (text.includes('#EXT-X-ENDLIST')) return true
  return text.includes('#EXT-X-STREAM-INF:') && Date.now() - modifiedAtMs > SETTLED_MS
}

const SETTLED_MS = 600_000
