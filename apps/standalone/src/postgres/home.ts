import { createHash } from 'node:crypto'
import { chmod, mkdir, realpath, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CannotStart } from '@better-and-bliss/process'
import { z } from 'zod'
import { isErrno, readJson, writePrivateJson } from '../json-file.ts'
import { type Account, canReach, serverAccount } from './account.ts'

/** Where the database lives and as whom it runs. `folder` holds `cluster`, and a copy of the binaries if one is needed. */
export interface DatabaseHome {
  folder: string
  cluster: string
  account: Account | undefined
  /** The port of last time. */
  port: number | undefined
}

const memorySchema = z.object({ port: z.number().int(), elsewhere: z.string().optional() })
/** Only what keeps its files from one start to the next; the system's temporary folder is the last resort. */
const ELSEWHERE = ['/var/lib', tmpdir()]
const ENTER_ONLY = 0o711

/**
 * Finds the database's place: `postgres` in the data folder. When we are root and the account that must run PostgreSQL
 * cannot get there (a checkout in root's private home, say), a folder of its own under /var/lib, remembered in
 * `postgres.json` so that the data are found again whatever changes around them.
 *
 * @throws CannotStart when a database that was there is gone or has become unreachable: never begins an empty one instead.
 */
export async function databaseHome(dataDir: string, elsewhere: string[] = ELSEWHERE): Promise<DatabaseHome> {
  const remedy = 'It says where the database is and on which port: bring it back from a copy.'
  const memory = await readJson(memoryFile(dataDir), memorySchema, remedy)
  if (memory?.elsewhere && !(await exists(memory.elsewhere))) {
    throw new CannotStart(
      `The database folder ${memory.elsewhere} is gone. Bring it back, or delete ${memoryFile(dataDir)} to begin with an empty database.`,
    )
  }
  const folder = memory?.elsewhere ?? (await chooseFolder(dataDir, elsewhere))
  const cluster = join(folder, 'cluster')
  const account = await serverAccount(cluster)
  if (account && !(await canReach(folder, account))) {
    throw new CannotStart(
      `The database in ${folder} cannot be reached by the user that runs it (uid ${account.uid}): make the folders above it passable (chmod o+x).`,
    )
  }
  return { folder, cluster, account, port: memory?.port }
}

/** Keeps in mind where the database is and on which port. */
export async function rememberHome(dataDir: string, { folder }: DatabaseHome, port: number): Promise<void> {
  const elsewhere = folder === usualFolder(dataDir) ? undefined : folder
  await writePrivateJson(memoryFile(dataDir), { port, elsewhere })
}

async function chooseFolder(dataDir: string, elsewhere: string[]): Promise<string> {
  const usual = usualFolder(dataDir)
  if (await exists(join(usual, 'cluster'))) return usual
  const account = await serverAccount(usual)
  if (!account || (await canReach(dataDir, account))) return ownFolder(usual)
  const name = `better-and-bliss-${createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 12)}`
  for (const parent of elsewhere) {
    if ((await exists(parent)) && (await canReach(parent, account))) return ownFolder(join(parent, name))
  }
  throw new CannotStart(
    `PostgreSQL does not run as root, and user ${account.uid} cannot get to ${dataDir}. Start as an ordinary user, or choose a DATA_DIR that all may pass.`,
  )
}

function usualFolder(dataDir: string): string {
  return join(dataDir, 'postgres')
}

async function ownFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  if (process.getuid && (await stat(folder)).uid !== process.getuid()) {
    throw new CannotStart(`${folder} belongs to another user: start as that user, or choose another DATA_DIR.`)
  }
  await chmod(folder, ENTER_ONLY)
  return folder
}

function memoryFile(dataDir: string): string {
  return join(dataDir, 'postgres.json')
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false
    throw error
  }
}
