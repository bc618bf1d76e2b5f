import { statfs } from 'node:fs/promises'

/** PostgreSQL writes its log in pieces of 16 MB, and cannot go on without the next one. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024
const LEAST_FREE_FILES = 100
const LOOK_EVERY_MS = 10_000

/** What the file system says of the place where a folder lies. */
type FileSystem = Record<'bavail' | 'bsize' | 'files' | 'ffree', number>

/** In words, why nothing more can be written to one of these folders soon; undefined while there is room. */
export async function diskProblem(
  folders: string[],
  look: (folder: string) => Promise<FileSystem> = (folder) => statfs(folder),
): Promise<string | undefined> {
  for (const folder of folders) {
    const { bavail, bsize, files, ffree } = await look(folder)
    const freeBytes = bavail * bsize
    if (freeBytes < LEAST_FREE_BYTES) {
      return `The disk is full: ${Math.floor(freeBytes / 1024 / 1024)} MB left at ${folder}. Make room; nothing has to be started anew`
    }
    // File systems that make room for files as they come say that they have none.
    if (files > 0 && ffree < LEAST_FREE_FILES) {
      return `The disk holds no more files (its inodes are used up) at ${folder}. Delete some; nothing has to be started anew`
    }
  }
  return undefined
}

/** Says when the disk of a folder becomes full, and when there is room again. */
export function watchDisk(look: () => Promise<string | undefined>, say: (line: string) => void): Disposable {
  let wasFull = false
  async function round(): Promise<void> {
    const problem = await look().catch(() => undefined)
    if (problem && !wasFull) say(problem)
    if (!problem && wasFull) say('There is room on the disk again')
    wasFull = problem !== undefined
  }
  const timer = setInterval(() => void round(), LOOK_EVERY_MS).unref()
  void round()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
