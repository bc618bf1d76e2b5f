import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FROM, mailerContract } from '../../../ports/mailer.contract-test.ts'
import { testClock } from '../../../testing/test-clock.ts'
import { mimeComposer } from '../../mail/mime/compose-mime.ts'
import { outboxMailer } from './outbox-mailer.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'outbox-'))
})
afterAll(() => rm(root, { recursive: true }))

const composeMime = mimeComposer({ from: FROM, clock: testClock() })
const { signal } = new AbortController()
const message = (messageId: string) => ({
  to: 'ada@example.com',
  subject: 'Hi',
  text: 'Hi',
  html: 'Hi',
  headers: {},
  messageId,
})

mailerContract('The outbox', async () => {
  const folder = join(root, crypto.randomUUID(), 'outbox')
  return {
    mailer: outboxMailer({ folder, composeMime }),
    accepted: async () => {
      const names = await readdir(folder).catch(() => [])
      const mails = names.filter((name) => name.endsWith('.eml'))
      return Promise.all(mails.map(async (name) => ({ raw: await readFile(join(folder, name)) })))
    },
    breakDown: async () => {
      await rm(join(folder, '..'), { recursive: true, force: true })
      await writeFile(join(folder, '..'), 'a file where the folder should be')
    },
    [Symbol.asyncDispose]: async () => {},
  }
})

test('the outbox is for its owner alone, holds a mail that was sent again once, and nothing unfinished', async () => {
  const folder = join(root, 'private')
  const mailer = outboxMailer({ folder, composeMime })
  for (let time = 0; time < 2; time += 1) await mailer.send(message('<a@b>'), signal)
  const names = await readdir(folder)
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.eml$/)])
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, names[0] ?? ''))).mode & 0o777).toBe(0o600)
})

test('the outbox does not grow for ever: the oldest mails go', async () => {
  const folder = join(root, 'full')
  const mailer = outboxMailer({ folder, composeMime })
  const oldest = await mailer.send(message('<oldest@b>'), signal)
  await utimes(join(folder, oldest), 1, 1)
  await Promise.all(Array.from({ length: 499 }, (_, index) => writeFile(join(folder, `${index}.eml`), 'x')))
  const newest = await mailer.send(message('<newest@b>'), signal)
  const names = await readdir(folder)
  expect(names).toHaveLength(500)
  expect(names).toContain(newest)
  expect(names).not.toContain(oldest)
})
