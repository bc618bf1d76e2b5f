import { rename, stat } from 'node:fs/promises'
import type { ObjectStore } from '../src/index.ts'
import { type Arrivals, copyKeepingHoles } from './arrivals.ts'
import { deleteHeaders } from './headers.ts'
import { lookAtFile } from './open-file.ts'

/** Objects that become others, with their headers. */
export function copiesOf({ arrive }: Arrivals, pathOf: (key: string) => string): Pick<ObjectStore, 'copy' | 'move'> {
  async function original(key: string) {
    const path = pathOf(key)
    const found = await lookAtFile(path)
    if (!found) throw new Error(`There is no object ${key}`)
    const { contentType, cacheControl, inode } = found
    return { path, inode, headers: { contentType, ...(cacheControl !== undefined && { cacheControl }) } }
  }

  return {
    async copy(fromKey, toKey) {
      const { path, inode, headers } = await original(fromKey)
      await arrive(toKey, headers, async (arriving) => {
        await copyKeepingHoles(path, arriving)
        if ((await stat(path)).ino !== inode) throw new Error(`${fromKey} was replaced while it was copied`)
      })
    },

    async move(fromKey, toKey) {
      const { path, inode, headers } = await original(fromKey)
      await arrive(toKey, headers, (arriving) => rename(path, arriving))
      await deleteHeaders(path, inode)
    },
  }
}
