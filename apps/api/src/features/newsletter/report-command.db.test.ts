import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { bounceOf } from '../../adapters/mail/reports/testing/reports.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { testServer } from '../../testing/test-server.ts'
import { statusOf, subscribed } from './testing/links-in-mails.ts'

vi.setConfig({ testTimeout: 60_000 })

const COMMAND = fileURLToPath(new URL('../../../../standalone/src/newsletter-report.ts', import.meta.url))

test('a report that a mail server pipes into the command ends its subscription; what cannot be kept is tried again', async () => {
  await using stack = new AsyncDisposableStack()
  const server = stack.use(await testServer())
  const folder = await mkdtemp(join(tmpdir(), 'newsletter-report-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const pipe = async (mail: Buffer, databaseUrl = server.databaseUrl) => {
    const env = { ...TEST_KEYS, PATH: process.env.PATH, DATABASE_URL: databaseUrl, DATA_DIR: folder }
    const child = spawn(process.execPath, [COMMAND], { cwd: folder, env })
    child.stdin.end(mail)
    const [said, , [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { said: said.trim(), code }
  }
  await subscribed(server, 'ada@example.com')
  const [row] = await server.db.query<{ id: string }>('', 'select id from newsletter_subscribers')
  const { oneClick } = server.parts.newsletter.links(row?.id ?? '')

  const nothing = { said: 'Nothing of this concerns the newsletter.', code: 0 }
  expect(await pipe(Buffer.from('Subject: Hello\r\n\r\nI am away.\r\n'))).toEqual(nothing)
  const report = bounceOf(`<${oneClick}>`)
  expect(await pipe(report, 'postgres://nobody@127.0.0.1:1/nothing')).toEqual({ said: '', code: 75 })
  expect(await statusOf(server, 'ada@example.com')).toBe('active')
  expect(await pipe(report)).toEqual({ said: 'A subscription to the newsletter ended.', code: 0 })
  expect(await statusOf(server, 'ada@example.com')).toBe('bounced')
})
