import fs from 'node:fs'
import { NO_ERROR } from './entries.ts'
import { type ShellSettings, SLOT_SECONDS } from './settings.ts'

type Folders = Pick<ShellSettings, 'decisionsFolder' | 'templatesFolder'>

/**
 * Remembers that a segment or a playlist may be served, for nginx, which looks for this file before it asks us again (server.conf). The
 * name is nginx's: item, rendition or playlist, country and the whole query. It holds until its slot of time is over, so nothing is remembered that may
 * change sooner: a token that expires, a list that gets too old. What is ended meanwhile is deleted by `entry-files.ts`.
 *
 * @param answer what the file says: all that is answered, or nothing where nginx finds that elsewhere.
 */
export function remember(
  name: string,
  slot: string,
  answer: string,
  { decisionsFolder, templatesFolder, untilSeconds }: Folders & { untilSeconds: number },
): void {
  const lastSecond = (Number(slot) + 1) * SLOT_SECONDS - 1
  if (name === '' || name.length > MAX_NAME || untilSeconds < lastSecond) return
  const folder = decisionsFolder + slot
  if (fs.statSync(folder, NO_ERROR) !== undefined) writeIfRoom(`${folder}/${name}`, answer, templatesFolder)
}

/**
 * Writes a file that nobody finds unfinished. What is only remembered is done without on a full disk.
 *
 * @returns whether it was written.
 */
export function writeIfRoom(path: string, text: string, templatesFolder: string): boolean {
  try {
    if (text === '') {
      fs.writeFileSync(path, '')
      return true
    }
    const unfinished = `${templatesFolder}unfinished.${process.pid}`
    fs.writeFileSync(unfinished, text)
    fs.renameSync(unfinished, path)
    return true
  } catch {
    return false
  }
}

/** Of a file, in Linux. */
const MAX_NAME = 255
