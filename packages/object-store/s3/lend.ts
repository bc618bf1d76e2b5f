import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ObjectStore } from '../src/index.ts'

const LENT = 'lent-'
/** Whoever lends a file shows so often that it lives. */
const SIGN_OF_LIFE_MS = 60_000
/** A file whose lender has not shown itself for so long was left by a process that was killed. */
const ABANDONED_AFTER_MS = 15 * SIGN_OF_LIFE_MS

/** A copy in a folder of its own, for its owner only, which goes when `use` ends, however it ends. */
export async function lend<T>(
  open: ObjectStore['open'],
  workFolder: string,
  key: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  await using object = await open(key)
  if (!object) throw new Error(`There is no object ${key}`)
  await mkdir(workFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(workFolder, LENT))
  const signs = setInterval(() => {
    const now = new Date()
    utimes(folder, now, now).catch(() => {})
  }, SIGN_OF_LIFE_MS)
  try {
    const path = join(folder, 'object')
    await pipeline(object.stream(), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return await use(path)
  } finally {
    clearInterval(signs)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what processes that were killed had lent: a source may have as many bytes as the disk has left. */
export async function removeAbandonedLoans(workFolder: string, nowMs: number): Promise<void> {
  for (const name of await namesIn(workFolder)) {
    const folder = join(workFolder, name)
    const stats = name.startsWith(LENT) ? await stat(folder).catch(() => null) : null
    if (stats && nowMs - stats.mtimeMs > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
