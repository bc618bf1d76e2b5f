import { chmod, mkdir } from 'node:fs/promises'
import { dirname, sep } from 'node:path'
import { isErrno } from './json-file.ts'

/** Others may pass through, but not look into it. */
const PASS_ONLY = 0o711
const OWNER_ONLY = 0o700

/** From now on files and folders of this process, and of those that it starts, are for nobody else on the machine. */
export function keepFilesPrivate(): void {
  process.umask(0o077)
}

/**
 * Makes the folder of everything that is kept, where there is none. It is its owner's alone, except that as root all may
 * pass through it: PostgreSQL runs as another user. A media folder within is closed also if an earlier version made it.
 */
export async function makeDataFolder(dataDir: string, mediaDir: string): Promise<void> {
  const first = await mkdir(dataDir, { recursive: true })
  const mode = process.getuid?.() === 0 ? PASS_ONLY : OWNER_ONLY
  if (first) for (const folder of foldersFrom(first, dataDir)) await chmod(folder, mode)
  if (mediaDir.startsWith(dataDir + sep)) await closeIfThere(mediaDir)
}

async function closeIfThere(folder: string): Promise<void> {
  try {
    await chmod(folder, OWNER_ONLY)
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
}

function foldersFrom(first: string, last: string): string[] {
  return first === last || last === dirname(last) ? [last] : [...foldersFrom(first, dirname(last)), last]
}
