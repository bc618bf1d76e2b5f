import { readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { assertFolder, assertKey, type ObjectStore } from '../src/index.ts'
import { orNull } from './absent.ts'
import { arrivalsIn, copyKeepingHoles, move } from './arrivals.ts'
import { copiesOf } from './copies.ts'
import { deleteHeaders } from './headers.ts'
import { multipartOf } from './multipart.ts'
import { lookAtFile, openFile, openFileIfChanged } from './open-file.ts'

export { diskAddresses } from './disk-addresses.ts'

const MAX_PAGE = 1000

/**
 * Objects as files below `root`. Everything arrives in a staging folder on the same disk and is renamed into place, so a
 * reader sees the old object or the new one. A write that was acknowledged survives kill -9 of any process, since the
 * kernel holds it; there is no fsync, so a power cut may take the last seconds.
 */
export function diskStore({ root }: { root: string }): ObjectStore {
  const arrivals = arrivalsIn(root)
  const { arrive, staged } = arrivals
  const pathOf = (key: string) => {
    assertKey(key)
    return join(root, key)
  }

  return {
    ...multipartOf(arrivals),
    ...copiesOf(arrivals, pathOf),
    removeAbandoned: arrivals.removeAbandoned,
    put: (key, bytes, headers) => arrive(key, headers, (path) => writeFile(path, bytes)),
    putFile: (key, path, headers) => arrive(key, headers, (arriving) => copyKeepingHoles(path, arriving)),
    moveFile: (key, path, headers) => arrive(key, headers, (arriving) => move(path, arriving)),

    async head(key) {
      const found = await lookAtFile(pathOf(key))
      if (!found) return null
      const { inode: _, ...info } = found
      return info
    },

    open: async (key, options) => openFile(pathOf(key), options),
    openIfChanged: async (key, etag, options) => openFileIfChanged(pathOf(key), etag, options),

    async read(key) {
      await using object = await openFile(pathOf(key))
      return object && (await object.bytes())
    },

    list: (folder, page) => listIn(root, folder, page),
    usage: () => usageOf(root),

    async delete(key) {
      const path = pathOf(key)
      const stats = await orNull(stat(path))
      await orNull(unlink(path))
      if (stats) await deleteHeaders(path, stats.ino)
    },

    async deleteFolder(folder) {
      assertFolder(folder)
      const leaving = await staged()
      await orNull(rename(join(root, folder), leaving))
      await rm(leaving, { recursive: true, force: true })
    },

    async withLocalFile(key, use) {
      const path = pathOf(key)
      if ((await orNull(stat(path))) === null) throw new Error(`There is no object ${key}`)
      return await use(path)
    },
  }
}

async function listIn(
  root: string,
  folder: string,
  { after = '', limit = MAX_PAGE }: { after?: string; limit?: number } = {},
): Promise<{ keys: string[]; more: boolean }> {
  assertFolder(folder)
  const entries = await orNull(readdir(join(root, folder), { recursive: true, withFileTypes: true }))
  const files = (entries ?? []).filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  const keys = files.map((file) => relative(root, join(file.parentPath, file.name)).replaceAll(sep, '/')).sort()
  const rest = keys.filter((key) => key > after)
  const size = Math.min(limit, MAX_PAGE)
  return { keys: rest.slice(0, size), more: rest.length > size }
}

async function usageOf(root: string): Promise<{ objects: number; bytes: number }> {
  const entries = (await orNull(readdir(root, { recursive: true, withFileTypes: true }))) ?? []
  const used = { objects: 0, bytes: 0 }
  for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
    const stats = isObject(relative(root, parentPath), name) && (await orNull(stat(join(parentPath, name))))
    if (!stats) continue
    used.objects += 1
    used.bytes += stats.size
  }
  return used
}

/** What stands beside objects has a leading dot, or stands in a folder that has. */
function isObject(folder: string, name: string): boolean {
  return !name.startsWith('.') && !folder.startsWith('.')
}
