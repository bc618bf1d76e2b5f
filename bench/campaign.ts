import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from './harness/context.ts'
import { type Mailbox, openMailbox } from './harness/mailbox.ts'
import { cpuSeconds, peakMemoryMb } from './harness/measure.ts'
import { markdownTable, short } from './harness/numbers.ts'
import {
  type Account,
  bearerOf,
  type Installation,
  install,
  signUp,
  startApi,
  startRole,
  threePorts,
  withDatabase,
} from './harness/ours.ts'
import type { Ours } from './harness/process.ts'

/** As many a second as the setting takes. */
const MAILS_PER_SECOND = 1_000
const LOOK_EVERY_MS = 500
const ASK_EVERY_MS = 2_000
/** An account gets ten codes a day. */
const ACCOUNTS = 10
const CODES_EACH = 10
const SAY_EVERY = 10_000

const NO_LIMITS = Object.fromEntries(
  ['REGISTER', 'PASSWORD_RESET'].map((name) => [`RATE_LIMIT_${name}`, '100000/15min']),
)
const READER = /^reader\d+@/

interface Ground {
  installation: Installation
  databaseUrl: string
  apiUrl: string
  mailbox: Mailbox
  worker: Ours
  admin: Account
  /** Who asks for the next code, for as long as there are any. */
  askers: IterableIterator<string>
  context: Context
}

/** How fast and how reliably the worker sends a campaign to many, and whether a code that somebody waits for is held up by it. */
export async function benchCampaign(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'campaign', { vacuums: true }))
  const databaseUrl = await installation.makeCatalogue(1)
  const mailbox = stack.use(await openMailbox())
  const api = stack.use(await startApi(installation, databaseUrl, NO_LIMITS))
  const admin = await signUp(api.baseUrl)
  const emails = await registerAskers(api.baseUrl)
  await withDatabase(databaseUrl, `update users set role = 'admin'`)
  context.say(`adding ${context.mails.toLocaleString('en')} subscribers`)
  await subscribe(databaseUrl, context.mails)
  await installation.checkpoint()
  const worker = stack.use(
    await startRole(installation, 'worker', databaseUrl, await threePorts(), {
      SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
      FROM_EMAIL: 'studio@example.org',
      NEWSLETTER_MAILS_PER_SECOND: String(MAILS_PER_SECOND),
    }),
  )
  const ground = {
    installation,
    databaseUrl,
    apiUrl: api.baseUrl,
    mailbox,
    worker,
    admin,
    askers: emails.values(),
    context,
  }
  return await Promise.race([measure(ground), worker.failed])
}

async function measure(ground: Ground): Promise<string> {
  const { installation, mailbox, worker, context } = ground
  const atRestMb = peakMemoryMb(worker.pid)
  const cpu = () => [cpuSeconds(worker.pid), cpuSeconds(installation.databasePid)] as const
  const [workerBefore, databaseBefore] = cpu()
  const campaignId = await startCampaign(ground)
  const startedMs = performance.now()
  const delaysMs = await codesUntilSent(ground, campaignId)
  const [workerAfter, databaseAfter] = cpu()
  const readers = mailbox.mailsOf(READER)
  const seconds = (readers.lastAtMs - startedMs) / 1_000
  const perThousand = (before: number, after: number) => short(((after - before) / context.mails) * 1_000)
  const sortedMs = delaysMs.toSorted((a, b) => a - b)
  const at = (share: number) => short(sortedMs[Math.ceil(share * sortedMs.length) - 1] ?? Number.NaN)
  const rows = [
    ['mails that arrived', readers.mails.toLocaleString('en'), ''],
    ['mails/s', short(context.mails / seconds), `≤ ${MAILS_PER_SECOND.toLocaleString('en')}, the setting`],
    ['CPU s per 1,000 mails: worker', perThousand(workerBefore, workerAfter), ''],
    ['CPU s per 1,000 mails: PostgreSQL', perThousand(databaseBefore, databaseAfter), ''],
    ['VmHWM of the worker, MB: before', short(atRestMb), ''],
    ['VmHWM of the worker, MB: after', short(peakMemoryMb(worker.pid)), ''],
    ['who got it twice', String(readers.mails - readers.recipients), '0'],
    ['two mails with one Message-ID', String(readers.mails - readers.messageIds), '0'],
    ['who did not get it', String(context.mails - readers.recipients), '0'],
    [
      `ms from asking for a code to its arrival, ${sortedMs.length} meanwhile: p50 / p99 / longest`,
      `${at(0.5)} / ${at(0.99)} / ${at(1)}`,
      '',
    ],
  ]
  const report = await ask(ground, 'GET', `/${campaignId}/report`)
  const told = Object.entries(report).filter(([, count]) => typeof count === 'number')
  return [
    markdownTable([`a campaign to ${context.mails.toLocaleString('en')}`, 'measured', 'goal'], rows),
    `Its report says: ${told.map(([what, count]) => `${what.replaceAll('_', ' ')} ${String(count)}`).join(', ')}.`,
  ].join('\n\n')
}

/** Asks for a code now and then, until the campaign's last mail is noted. @returns how long each took to arrive. */
async function codesUntilSent(ground: Ground, campaignId: string): Promise<number[]> {
  const { context, mailbox } = ground
  const delaysMs: number[] = []
  const next = { askAtMs: 0, sayAt: SAY_EVERY }
  for (;;) {
    context.signal.throwIfAborted()
    if (performance.now() >= next.askAtMs) {
      next.askAtMs = performance.now() + ASK_EVERY_MS
      const { value: email } = ground.askers.next()
      if (email) delaysMs.push(await askForCode(ground, email))
    }
    if (mailbox.count() >= next.sayAt) {
      context.say(`${mailbox.count().toLocaleString('en')} mails`)
      next.sayAt += SAY_EVERY
    }
    const { state, queued } = await ask(ground, 'GET', `/${campaignId}/report`)
    if (state === 'sent' && queued === 0) return delaysMs
    await delay(LOOK_EVERY_MS)
  }
}

async function registerAskers(apiUrl: string): Promise<string[]> {
  const accounts: Account[] = []
  while (accounts.length < ACCOUNTS) accounts.push(await signUp(apiUrl))
  return Array.from({ length: CODES_EACH }, () => accounts.map(({ email }) => email)).flat()
}

async function askForCode({ apiUrl, mailbox }: Ground, email: string): Promise<number> {
  const arrived = mailbox.next(email)
  const askedMs = performance.now()
  const response = await fetch(`${apiUrl}/auth/forgot-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  })
  if (!response.ok) throw new Error(`Asking for a code was answered with ${response.status}`)
  await arrived
  return performance.now() - askedMs
}

async function startCampaign(ground: Ground): Promise<string> {
  const blocks = [
    { kind: 'text', markdown: '## This week\n\nDear reader, **breathe** in [with us](https://example.com/) and out.' },
    { kind: 'button', label: 'Open the studio', url: 'https://example.com/' },
  ]
  const { id } = await ask(ground, 'POST', '', { subject: 'News of the week', blocks, audience: {} })
  await ask(ground, 'POST', `/${String(id)}/start`, {})
  return String(id)
}

async function ask(
  { apiUrl, admin }: Ground,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${apiUrl}/api/studio/campaigns${path}`, {
    method,
    headers: { ...bearerOf(admin.cookie), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

/** Some at a time: a statement may take five seconds. */
async function subscribe(databaseUrl: string, count: number): Promise<void> {
  for (let first = 1; first <= count; first += 10_000) {
    await withDatabase(
      databaseUrl,
      `insert into newsletter_subscribers (email, status, topics, consent_at, confirmed_at, subscribed_at)
       select 'reader' || n || '@example.com', 'active', '{news}', now(), now(), now()
       from generate_series(${first}, ${Math.min(first + 9_999, count)}) as n`,
    )
  }
}
