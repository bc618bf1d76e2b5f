import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { CannotStart } from '@better-and-bliss/process'
import { isErrno } from '../json-file.ts'
import type { Account } from './account.ts'
import type { DatabaseHome } from './home.ts'

/** The superuser. The application itself has a role with fewer rights. */
export const SUPERUSER = 'postgres'
/** All that PostgreSQL's programs get to see of the environment: PGDATA and the like must not lead them astray. */
export const PROGRAM_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' }
const MAJOR = '18'

/**
 * Makes an empty database cluster where there is none: UTF-8, sorted and cased the same on every machine, passwords
 * (SCRAM-SHA-256) for everybody. An initialisation that is interrupted leaves nothing that would be taken for a database.
 *
 * @throws CannotStart when a cluster is there that these binaries cannot run.
 */
export async function prepareCluster(home: DatabaseHome, binaries: string, password: string): Promise<void> {
  const version = await readVersion(home.cluster)
  if (version === MAJOR) return
  if (version !== undefined) {
    throw new CannotStart(
      `The database in ${home.cluster} was made by PostgreSQL ${version}, this is ${MAJOR}. Move it to a PostgreSQL server of version ${version} and set DATABASE_URL, or move that folder away to begin with an empty database.`,
    )
  }
  const unfinished = `${home.cluster}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  await give(unfinished, home.account)
  await initialise(unfinished, binaries, home, password)
  await rename(unfinished, home.cluster)
}

async function readVersion(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    if (isErrno(error, 'EACCES')) {
      throw new CannotStart(`The database in ${cluster} belongs to another user: start as that user, or as root.`)
    }
    throw error
  }
}

async function initialise(folder: string, binaries: string, home: DatabaseHome, password: string): Promise<void> {
  const passwordFile = join(home.folder, `password-${randomUUID()}`)
  try {
    await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' })
    await give(passwordFile, home.account)
    const initdb = spawn(join(binaries, 'bin', 'initdb'), initdbArguments(folder, passwordFile), {
      ...home.account,
      cwd: folder,
      env: PROGRAM_ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [problems, [code]] = await Promise.all([text(initdb.stderr), once(initdb, 'exit')])
    if (code !== 0) throw new CannotStart(`PostgreSQL could not make its database in ${folder}: ${problems.trim()}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** The builtin locale sorts and folds case; `lc-ctype` still decides what pg_trgm takes for a letter: with C, only ASCII. */
function initdbArguments(folder: string, passwordFile: string): string[] {
  const characterType = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${characterType}`,
    '--no-instructions',
  ]
}

async function give(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
}
