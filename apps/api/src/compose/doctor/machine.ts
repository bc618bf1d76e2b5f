import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { advice, wrong } from '../../ports/finding.ts'
import { type Check, fits, type Outcome } from './check.ts'

const GB = 1e9
/** PostgreSQL, a backup or a conversion fill that within minutes. */
const LEAST_BYTES = 0.5 * GB
const LITTLE_BYTES = 5 * GB

/** What a file system says of itself. */
type FileSystem = Record<'bavail' | 'bsize', number>
type Look = (path: string) => Promise<FileSystem>

/** Room on the disks of these folders, each of which may have yet to be made. */
export function diskCheck(folders: readonly string[], look: Look = (path) => statfs(path)): Check {
  return {
    subject: 'Disk space',
    look: () => Promise.all([...new Set(folders)].map(async (folder) => ofRoom(folder, await roomFor(folder, look)))),
  }
}

async function roomFor(folder: string, look: Look): Promise<number> {
  try {
    const { bavail, bsize } = await look(folder)
    return bavail * bsize
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isMissing || dirname(folder) === folder) throw error
    return roomFor(dirname(folder), look)
  }
}

function ofRoom(folder: string, bytes: number): Outcome {
  const left = `${(bytes / GB).toFixed(1)} GB are left at ${folder}`
  if (bytes < LEAST_BYTES) return wrong(`${left}: writing fails soon.`, 'Make room, or move the folder.')
  if (bytes < LITTLE_BYTES) return advice(`${left}, which one film may take.`, 'Make room, or move the folder.')
  return fits(`${left}.`)
}

const OF_OTHERS = 0o077

/** Files with secrets: that nobody else on the machine may read them. Those that are not there need no look. */
export function secretFilesCheck(paths: readonly string[], environment: string): Check {
  return {
    subject: 'Files with secrets',
    look: async () => {
      const outcomes = await Promise.all(paths.map((path) => ofFile(path, environment)))
      const found = outcomes.filter((outcome) => outcome !== null)
      return found.length > 0 ? found : [fits('There are none: the environment gives them.')]
    },
  }
}

async function ofFile(path: string, environment: string): Promise<Outcome | null> {
  const found = await stat(path).catch(() => null)
  if (found === null) return null
  if (process.platform === 'win32' || (found.mode & OF_OTHERS) === 0) return fits(`${path} is for its owner alone.`)
  const says = `${path} may be read by other users of this machine, and holds secrets.`
  return (environment === 'production' ? wrong : advice)(
    says,
    `chmod 600 ${path}; or take them out, and name files by NAME_FILE, or let a secrets manager set them.`,
  )
}
