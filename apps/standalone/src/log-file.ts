import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrno } from './json-file.ts'

const KEEP_BYTES = 10 * 1024 * 1024

/** Where the logs are. Only their owner may read them. */
export async function logFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'logs')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** The file to append a role's log to. One that has grown beyond 10 MB is put aside first, over the one before it. */
export async function logFile(dataDir: string, role: string): Promise<string> {
  const path = join(await logFolder(dataDir), `${role}.log`)
  try {
    if ((await stat(path)).size > KEEP_BYTES) await rename(path, `${path}.old`)
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
  return path
}
