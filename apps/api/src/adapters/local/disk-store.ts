import { randomUUID } from 'node:crypto'
import {
  chmod,
  constants,
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { assertFolder, assertKey, type ObjectStore } from '../../ports/object-store.ts'

/** Its leading dot keeps it apart from every key. */
const STAGING = '.staging'
/** Nothing takes longer to arrive; what is older was left by a process that was killed. */
const STAGING_MAX_AGE_MS = 24 * 60 * 60 * 1000
/** Media are given out by the edge, to those who may have them, and to nobody else on the machine. */
const OWN_FILE = 0o600
const OWN_FOLDER = 0o700

/**
 * Objects as files below `root`. Everything arrives in a staging folder on the same disk and is renamed into place, so a
 * reader sees the old object or the new one. A write that was acknowledged survives kill -9 of any process, since the
 * kernel holds it; there is no fsync, so a power cut may take the last seconds.
 */
export function diskStore({ root }: { root: string }): ObjectStore {
  const staging = join(root, STAGING)
  let prepared: Promise<void> | undefined
  const prepare = () => {
    prepared ??= prepareStaging(staging)
    return prepared
  }

  async function arrive(key: string, fill: (path: string) => Promise<void>): Promise<void> {
    assertKey(key)
    await prepare()
    const staged = join(staging, randomUUID())
    try {
      await fill(staged)
      await chmod(staged, OWN_FILE)
      const target = join(root, key)
      await mkdir(dirname(target), { recursive: true, mode: OWN_FOLDER })
      await rename(staged, target)
    } catch (error) {
      await rm(staged, { force: true })
      throw error
    }
  }

  return {
    put: (key, bytes) => arrive(key, (path) => writeFile(path, bytes)),
    putFile: (key, path) => arrive(key, (staged) => copyKeepingHoles(path, staged)),
    moveFile: (key, path) => arrive(key, (staged) => move(path, staged)),

    async read(key) {
      assertKey(key)
      return await orNull(readFile(join(root, key)))
    },

    async size(key) {
      assertKey(key)
      const stats = await orNull(stat(join(root, key)))
      return stats?.isFile() ? stats.size : null
    },

    async list(folder) {
      assertFolder(folder)
      const entries = await orNull(readdir(join(root, folder), { recursive: true, withFileTypes: true }))
      const files = (entries ?? []).filter((entry) => entry.isFile())
      return files.map((file) => relative(root, join(file.parentPath, file.name)).replaceAll(sep, '/')).sort()
    },

    async delete(key) {
      assertKey(key)
      await orNull(unlink(join(root, key)))
    },

    async deleteFolder(folder) {
      assertFolder(folder)
      await prepare()
      const leaving = join(staging, randomUUID())
      await orNull(rename(join(root, folder), leaving))
      await rm(leaving, { recursive: true, force: true })
    },

    async withLocalFile(key, use) {
      assertKey(key)
      const path = join(root, key)
      if ((await orNull(stat(path))) === null) throw new Error(`There is no object ${key}`)
      return await use(path)
    },
  }
}

async function prepareStaging(staging: string): Promise<void> {
  await mkdir(staging, { recursive: true, mode: OWN_FOLDER })
  for (const name of await readdir(staging)) {
    const path = join(staging, name)
    const stats = await orNull(stat(path))
    if (stats && Date.now() - stats.mtimeMs > STAGING_MAX_AGE_MS) await rm(path, { recursive: true, force: true })
  }
}

const COPY_BYTES = 1 << 20

/** What a file has not on its disk, its copy has not either: 172 kB can look like gigabytes. */
async function copyKeepingHoles(from: string, to: string): Promise<void> {
  const { size, blocks } = await stat(from)
  if (blocks * 512 >= size) return copyFile(from, to, constants.COPYFILE_FICLONE)
  await using source = await open(from, 'r')
  await using target = await open(to, 'wx')
  const piece = Buffer.alloc(COPY_BYTES)
  const zeros = Buffer.alloc(COPY_BYTES)
  for (let position = 0; position < size; position += COPY_BYTES) {
    const { bytesRead } = await source.read(piece, 0, COPY_BYTES, position)
    const bytes = piece.subarray(0, bytesRead)
    if (!bytes.equals(zeros.subarray(0, bytesRead))) await target.write(bytes, 0, bytesRead, position)
  }
  await target.truncate(size)
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error
    await copyFile(from, to)
    await unlink(from)
  }
}

async function orNull<T>(operation: Promise<T>): Promise<T | null> {
  try {
    return await operation
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return null
    throw error
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
