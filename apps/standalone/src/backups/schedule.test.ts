import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { scheduleBackups } from './schedule.ts'

const DAY_MS = 24 * 3_600_000
const START_MS = Date.parse('2026-11-01T03:00:00Z')
const makeWhole = async (folder: string) => {
  await mkdir(folder)
  await writeFile(join(folder, 'manifest.json'), '{}')
}

/** One look, at a time; it ends before this returns. */
async function lookAt(folder: string, nowMs: number, make = makeWhole, keep = 3): Promise<void> {
  const say = (line: string) => expect.fail(line)
  await using _ = scheduleBackups({ folder, keep, make, say, nowMs: () => nowMs })
}

test('one is made a day, and the oldest go', async () => {
  await using folder = await temporaryFolder()
  const backups = join(folder.path, 'backups')
  for (const hours of [0, 1, 23, 24, 48, 71, 72, 96]) await lookAt(backups, START_MS + hours * 3_600_000)
  expect((await readdir(backups)).toSorted()).toEqual([
    '2026-11-03T03-00-00Z',
    '2026-11-04T03-00-00Z',
    '2026-11-05T03-00-00Z',
  ])
})

test('one that fails is told, leaves nothing, and costs no older one', async () => {
  await using folder = await temporaryFolder()
  await lookAt(folder.path, START_MS, makeWhole, 1)
  const said = Promise.withResolvers<string>()
  const make = async (target: string) => {
    await mkdir(target)
    throw new Error('the disk is full')
  }
  await using _ = scheduleBackups({
    folder: folder.path,
    keep: 1,
    make,
    say: said.resolve,
    nowMs: () => START_MS + DAY_MS,
  })
  expect(await said.promise).toBe('No backup was made: the disk is full')
  expect(await readdir(folder.path)).toEqual(['2026-11-01T03-00-00Z'])
})

test('what was not finished counts as none, and what is not ours stays', async () => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, '2026-11-01T02-00-00Z'))
  await writeFile(join(folder.path, 'notes.txt'), 'mine')
  await lookAt(folder.path, START_MS)
  expect((await readdir(folder.path)).toSorted()).toEqual(['2026-11-01T02-00-00Z', '2026-11-01T03-00-00Z', 'notes.txt'])
})
