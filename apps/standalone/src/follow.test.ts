import { appendFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { followFile } from './follow.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

test('lines that were there before are not told; each later one is, once and in order', async () => {
  await using log = await followed('old\n')
  await appendFile(log.path, 'one\ntwo\n')
  expect(await log.next()).toBe('one')
  expect(await log.next()).toBe('two')
})

test('a line is told when it is whole, also where a character was cut in two', async () => {
  await using log = await followed()
  const bytes = Buffer.from('größer →\nnext\n')
  for (const byte of bytes) await appendFile(log.path, Buffer.from([byte]))
  expect(await log.next()).toBe('größer →')
  expect(await log.next()).toBe('next')
})

test('a line may be longer than what is read at once', async () => {
  await using log = await followed()
  const long = 'x'.repeat(200_000)
  await appendFile(log.path, `${long}\n`)
  expect(await log.next()).toBe(long)
})

test('a file that was emptied, as by putting a full log aside, is followed from its new beginning', async () => {
  await using log = await followed('much that was there before\n')
  await appendFile(log.path, 'one\n')
  expect(await log.next()).toBe('one')
  await truncate(log.path)
  await appendFile(log.path, 'two\n')
  expect(await log.next()).toBe('two')
})

async function followed(before = '') {
  const folder = await temporaryFolder()
  const path = join(folder.path, 'file.log')
  await writeFile(path, before)
  const lines: string[] = []
  const waiting: ((line: string) => void)[] = []
  const following = await followFile(path, (line) => {
    const waiter = waiting.shift()
    if (waiter) waiter(line)
    else lines.push(line)
  })
  return {
    path,
    next: () =>
      new Promise<string>((resolve) => {
        const line = lines.shift()
        if (line === undefined) waiting.push(resolve)
        else resolve(line)
      }),
    async [Symbol.asyncDispose]() {
      await following[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
