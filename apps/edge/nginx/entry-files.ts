import { mkdir, open, readdir, rename, rm, unlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  AS_OF_KEY,
  type ItemFact,
  itemEntry,
  itemEntryKey,
  type MemberFact,
  memberEntries,
  memberEntryKey,
  memberOf,
} from '@better-and-bliss/stream-token'
import type { RevocationMirror } from '../src/revocations.ts'
import { SLOT_SECONDS } from './settings.ts'

/**
 * What was ended, as files that the shell in nginx reads: an entry for each item and member, and the time of AS_OF_KEY. What the
 * shell remembers as decided is forgotten where an entry changes.
 */
export function createEntryFiles({
  entriesFolder,
  decisionsFolder,
}: {
  entriesFolder: string
  decisionsFolder: string
}): RevocationMirror {
  const items = new Map<string, ItemFact>()
  const members = new Map<string, Map<string, MemberFact>>()
  let changed = new Set<string>()
  let changedBefore = new Set<string>()

  async function writeItem(id: string): Promise<void> {
    changed.add(id)
    const fact = items.get(id)
    await put(join(entriesFolder, itemEntryKey(id)), fact ? itemEntry(fact) : null)
  }

  async function writeMember(id: string): Promise<void> {
    changed.add(id)
    const facts = members.get(id)
    const [entry = null] = facts ? memberEntries([...facts.values()], ONE_PAGE) : []
    await put(join(entriesFolder, memberEntryKey(id)), entry)
  }

  return {
    async apply(revocations) {
      const touched = { items: new Set<string>(), members: new Set<string>() }
      for (const fact of revocations) {
        if (fact.kind === 'item') {
          items.set(fact.id, fact)
          touched.items.add(fact.id)
          continue
        }
        const id = memberOf(fact)
        const facts = members.get(id) ?? new Map<string, MemberFact>()
        members.set(id, facts.set(`${fact.kind} ${fact.id}`, fact))
        touched.members.add(id)
      }
      for (const id of touched.items) await writeItem(id)
      for (const id of touched.members) await writeMember(id)
    },

    async prune(nowSeconds) {
      for (const [id, { until }] of items) if (until < nowSeconds && items.delete(id)) await writeItem(id)
      for (const [id, facts] of members) {
        const late = [...facts].filter(([, { until }]) => until < nowSeconds)
        for (const [key] of late) facts.delete(key)
        if (facts.size === 0) members.delete(id)
        if (late.length > 0) await writeMember(id)
      }
    },

    async markCurrent(asOfMs) {
      await keepSlots(decisionsFolder, asOfMs / 1000)
      // A request that read the entries before they changed may have remembered its decision after they did: hence twice.
      await forget(decisionsFolder, new Set([...changed, ...changedBefore]))
      changedBefore = changed
      changed = new Set()
      const path = join(entriesFolder, AS_OF_KEY)
      await (await open(path, 'a')).close()
      await utimes(path, asOfMs / 1000, asOfMs / 1000)
    },
  }
}

const ONE_PAGE = { maxLength: Number.POSITIVE_INFINITY, maxPages: 1 }

/** Writes a file whole, or removes it. */
async function put(path: string, text: string | null): Promise<void> {
  if (text === null) return rm(path, { force: true })
  await mkdir(dirname(path), { recursive: true, mode: 0o711 })
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}

/** Slots that are over are removed; this one and the next are there. */
async function keepSlots(folder: string, nowSeconds: number): Promise<void> {
  const current = Math.floor(nowSeconds / SLOT_SECONDS)
  for (const slot of [current, current + 1]) await mkdir(join(folder, String(slot)), { recursive: true, mode: 0o711 })
  for (const slot of await readdir(folder)) {
    if (Number(slot) < current) await rm(join(folder, slot), { recursive: true, force: true })
  }
}

async function forget(folder: string, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size === 0) return
  for (const slot of await readdir(folder)) {
    for (const name of await readdir(join(folder, slot))) {
      const [, item = '', member = ''] = OF_ITEM_AND_MEMBER.exec(name) ?? []
      if (ids.has(item) || ids.has(member)) await unlink(join(folder, slot, name))
    }
  }
}

const OF_ITEM_AND_MEMBER = /^([0-9a-f-]{36})\..*\buid=([0-9a-f-]{36})/
