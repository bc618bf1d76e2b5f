import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isErrno, readJson, writePrivateJson } from './json-file.ts'
import { isLocked } from './lock.ts'

const schema = z.object({
  pid: z.number().int(),
  databaseUrl: z.string(),
  mediaDir: z.string(),
  apiUrl: z.string(),
  webUrl: z.string(),
  edgeUrl: z.string(),
})

/** How other commands find the system that runs with a data folder. */
export type Running = z.infer<typeof schema>

/** @returns undefined when nothing runs with this data folder (what a killed start left behind does not count). */
export async function readRunning(dataDir: string): Promise<Running | undefined> {
  try {
    if (!(await isLocked(dataDir))) return undefined
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
  return readJson(fileIn(dataDir), schema, 'Start Better & Bliss anew.')
}

/** Announces a running system until the result is disposed of. Mode 600: the database's password is in it. */
export async function announceRunning(dataDir: string, running: Running): Promise<AsyncDisposable> {
  await writePrivateJson(fileIn(dataDir), running)
  return { [Symbol.asyncDispose]: () => rm(fileIn(dataDir), { force: true }) }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'runtime.json')
}
