import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWorkerSettings } from '@better-and-bliss/settings'
import { expect, test } from 'vitest'
import { smtpCounterpart } from '../adapters/mail/smtp/testing/smtp-counterpart.ts'
import { messageOf, writtenOf } from '../mail/message.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { composeMail } from './mail.ts'

const DATABASE_URL = 'postgresql://nobody@localhost/none'
const composeWith = (variables: Record<string, string>) => {
  const machine = { variables: { ...TEST_KEYS, DATABASE_URL, ...variables }, resolvePath: (path: string) => path }
  return composeMail(readWorkerSettings(machine))
}

async function sendWith(variables: Record<string, string>): Promise<string> {
  const { mailer, sender } = await composeWith(variables)
  const message = messageOf(
    writtenOf({ kind: 'password_changed' }, sender, 'en'),
    { to: 'ada@example.com', causeDigest: Buffer.alloc(32) },
    sender,
  )
  return mailer.send(message, AbortSignal.timeout(5_000))
}

test('mail leaves by the server of SMTP_URL, from FROM_EMAIL, with links to the web app', async () => {
  await using server = await smtpCounterpart()
  const settings = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, FROM_EMAIL: 'studio@example.org' }
  await sendWith({ ...settings, FRONTEND_URL: 'https://app.example.org', SUPPORT_EMAIL: 'help@example.org' })
  const mail = server.accepted[0]?.raw.toString() ?? ''
  expect(mail).toMatch(/^From: .*<studio@example\.org>\r$/m)
  expect(mail).toContain('https://app.example.org/sign-in')
  expect(mail).toContain('help@example.org')
})

test('mail stays in the data folder where nothing else was chosen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mail-'))
  const name = await sendWith({ DATA_DIR: folder })
  expect(await readdir(join(folder, 'outbox'))).toEqual([name])
  await rm(folder, { recursive: true })
})

test('mail leaves by SES where a region is set, and its keys do', async () => {
  const { sender, ...mail } = await composeWith({ AWS_REGION: 'eu-central-1', FROM_EMAIL: 'studio@example.org' })
  expect(sender.from).toBe('studio@example.org')
  expect(mail.mailer.send).toBeTypeOf('function')
})
