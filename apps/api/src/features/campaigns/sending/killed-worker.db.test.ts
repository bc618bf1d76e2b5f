import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import PostalMime from 'postal-mime'
import { expect, test, vi } from 'vitest'
import { smtpCounterpart } from '../../../adapters/mail/smtp/testing/smtp-counterpart.ts'
import { signUpAs } from '../../../testing/members.ts'
import { TEST_KEYS } from '../../../testing/test-keys.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { subscriber } from '../testing/subscribers.ts'

vi.setConfig({ testTimeout: 90_000 })

const WORKER = fileURLToPath(new URL('../../../worker.ts', import.meta.url))
const READERS = Array.from({ length: 40 }, (_, index) => `reader${index}@example.com`)

test('kill -9 of a worker in the middle of a campaign: each reader gets one mail, but for those in doubt, whom a person decides on', async () => {
  await using stack = new AsyncDisposableStack()
  const server = stack.use(await testServer())
  const { db } = server
  const mailbox = stack.use(await silentMailbox({ after: READERS.length / 2 }))
  const folder = await mkdtemp(join(tmpdir(), 'killed-worker-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const env = {
    ...TEST_KEYS,
    PATH: process.env.PATH,
    ENVIRONMENT: 'test',
    DATABASE_URL: server.databaseUrl,
    DATA_DIR: folder,
    SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
    FROM_EMAIL: 'studio@example.org',
    NEWSLETTER_MAILS_PER_SECOND: '1000',
  }
  const work = () => started(fork(WORKER, { env, execArgv: [], silent: true }))

  for (const email of READERS) await subscriber(db, email)
  const cookies = await signUpAs(server, 'premium', 'admin')
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) =>
    (await server.request(method, `/api/studio/campaigns${path}`, { cookies, ...(body && { body }) })).json()
  const draft = { subject: 'News', blocks: [{ kind: 'text', markdown: 'Dear reader' }], audience: {} }
  const { id } = await ask('POST', '', draft)
  await ask('POST', `/${id}/start`, {})

  const killed = await work()
  await mailbox.isSilent
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  mailbox.answers()

  // A minute later.
  await db.query('', `update mails set next_try_at = now() where state = 'queued'`)
  const second = await work()
  stack.defer(async () => {
    second.kill('SIGTERM')
    await once(second, 'exit')
  })
  const states = () =>
    db.query<{ state: string }>('', 'select distinct state from campaign_deliveries where campaign_id = $1', [id])
  await until(async () => {
    const { state, queued } = await ask('GET', `/${id}/report`)
    return state === 'sent' && queued === 0
  })
  const { sent, uncertain } = await ask('GET', `/${id}/report`)
  expect(uncertain).toBeGreaterThan(0)
  expect(uncertain).toBeLessThanOrEqual(3)
  expect(sent + uncertain).toBe(READERS.length)
  const recipients = mailbox.recipients()
  expect(new Set(recipients).size).toBe(recipients.length)
  expect(recipients.length).toBeGreaterThanOrEqual(sent)

  expect(await ask('POST', `/${id}/send-again`)).toEqual({ queued: uncertain })
  await db.query('', `select pg_notify('mail_queued', '')`)
  await until(async () => (await states()).every(({ state }) => state === 'sent'))
  const ids = await mailbox.messageIds()
  expect(ids).toHaveLength(recipients.length + uncertain)
  expect(new Set(ids).size).toBe(READERS.length)
  expect(new Set(mailbox.recipients())).toEqual(new Set(READERS))
})

/** An SMTP server that takes every mail, but says so of the first `after` alone until it `answers`. */
async function silentMailbox({ after }: { after: number }) {
  const { promise: isSilent, resolve: fallSilent } = Promise.withResolvers<void>()
  const taken: { raw: Buffer; recipient: string }[] = []
  let answers = false
  const smtp = await smtpCounterpart({
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const [{ address } = { address: '' }] = session.envelope.rcptTo
        taken.push({ raw: Buffer.concat(chunks), recipient: address })
        if (answers || taken.length <= after) done(null, 'taken')
        else fallSilent()
      })
    },
  })
  return {
    port: smtp.port,
    isSilent,
    answers: () => {
      answers = true
    },
    recipients: () => taken.map(({ recipient }) => recipient),
    messageIds: () =>
      Promise.all(taken.map(async ({ raw }) => (await PostalMime.parse(new Uint8Array(raw))).messageId)),
    [Symbol.asyncDispose]: () => smtp[Symbol.asyncDispose](),
  }
}

async function started(child: ChildProcess): Promise<ChildProcess> {
  const printed = Promise.all([child.stdout, child.stderr].map((stream) => text(stream ?? Readable.from([]))))
  const died = once(child, 'exit').then(async ([code]) => {
    throw new Error(`The worker ended with ${code}: ${(await printed).join('')}`)
  })
  died.catch(() => {})
  await Promise.race([once(child, 'message'), died])
  return child
}
