import { setTimeout as delay } from 'node:timers/promises'
import { withDatabase } from '../harness/ours.ts'
import type { Ledger } from './ledger.ts'
import type { Site } from './site.ts'

/** One kind of thing that was acknowledged, and how much of it is not there. */
export interface Count {
  what: string
  acknowledged: number
  lost: number
  /** What else there is to say of it, in words. */
  remark: string
}

/** A letter whose worker was killed waits for its lease of a minute; a job of the queue likewise. */
const SETTLED_WITHIN_MS = 180_000
const LOOK_EVERY_MS = 1_000

/** Counts what is stored against what was acknowledged, once everything that waits was done. */
export async function countLost(site: Site, ledger: Ledger): Promise<Count[]> {
  const waitedMs = await settle(site, ledger)
  const remark = `all was settled ${(waitedMs / 1_000).toFixed(0)} s after the end`
  return [
    await views(site, ledger),
    ...(await sessions(site, ledger)),
    await breaths(site, ledger),
    ...(await uploads(site, ledger)),
    letters(site, ledger, remark),
    {
      what: 'words taken back while it ran',
      acknowledged: 0,
      lost: ledger.broken.length,
      remark: ledger.broken[0] ?? '',
    },
  ]
}

async function settle(site: Site, ledger: Ledger): Promise<number> {
  const startMs = performance.now()
  const passed = () => performance.now() - startMs
  while (passed() < SETTLED_WITHIN_MS) {
    const [row] = await withDatabase(site.databaseUrl, `select count(*)::int as n from uploads where state = 'queued'`)
    if (row?.n === 0 && forgotten(site, ledger) === 0) break
    await delay(LOOK_EVERY_MS)
  }
  return passed()
}

/** Each was of a viewer of its own: no more may be there than were tried, no fewer than were acknowledged. */
async function views({ databaseUrl }: Site, { views: told }: Ledger): Promise<Count> {
  const rows = await withDatabase(databaseUrl, 'select content_id::text as id, views::int as views from view_totals')
  const stored = new Map(rows.map(({ id, views }) => [String(id), Number(views)]))
  let [acknowledged, lost, invented] = [0, 0, 0]
  for (const [id, item] of told) {
    acknowledged += item.acknowledged
    lost += Math.max(0, item.acknowledged - (stored.get(id) ?? 0))
    invented += Math.max(0, (stored.get(id) ?? 0) - item.tried)
  }
  return { what: 'views', acknowledged, lost: lost + invented, remark: `${invented} counted twice` }
}

async function sessions({ databaseUrl }: Site, ledger: Ledger): Promise<Count[]> {
  const rows = await withDatabase(databaseUrl, 'select id::text as id, completed from meditation_sessions')
  const there = new Set(rows.map(({ id }) => String(id)))
  const completed = new Set(rows.filter((row) => row.completed === true).map(({ id }) => String(id)))
  return [
    countSet('meditations begun', ledger.startedSessions, there),
    countSet('meditations completed', ledger.completedSessions, completed),
  ]
}

function countSet(what: string, told: Set<string>, there: Set<string>): Count {
  return { what, acknowledged: told.size, lost: [...told].filter((id) => !there.has(id)).length, remark: '' }
}

/** Seconds of breath. */
async function breaths({ databaseUrl }: Site, { keptSamples }: Ledger): Promise<Count> {
  const query = 'select session_id::text as id, accepted_sample::float8 as samples from breath_streams'
  const rows = await withDatabase(databaseUrl, query)
  const stored = new Map(rows.map(({ id, samples }) => [String(id), Number(samples)]))
  let [acknowledged, lost] = [0, 0]
  for (const [id, samples] of keptSamples) {
    acknowledged += samples
    lost += Math.max(0, samples - (stored.get(id) ?? 0))
  }
  return { what: 'samples of breath', acknowledged, lost, remark: `${keptSamples.size} streams` }
}

/** The worker compares what arrived with the SHA-256 that was told before it finds that it is no film. */
async function uploads({ databaseUrl }: Site, { uploads: told }: Ledger): Promise<Count[]> {
  const query = 'select id::text as id, received::float8 as received, state, failure from uploads'
  const rows = new Map((await withDatabase(databaseUrl, query)).map((row) => [String(row.id), row]))
  const bytes = { what: 'bytes of uploads', acknowledged: 0, lost: 0, remark: `${told.size} uploads` }
  const whole = { what: 'uploads that were whole', acknowledged: 0, lost: 0, remark: '' }
  for (const [path, { acknowledged, length }] of told) {
    const row = rows.get(path.split('/').at(-1) ?? '')
    bytes.acknowledged += acknowledged
    bytes.lost += Math.max(0, acknowledged - Number(row?.received ?? 0))
    if (acknowledged < length) continue
    whole.acknowledged += 1
    const isIntact = row?.state === 'refused' && !/damaged|on our side/.test(String(row.failure))
    if (!isIntact) {
      whole.lost += 1
      whole.remark ||= `${String(row?.state)}: ${String(row?.failure)}`
    }
  }
  return [bytes, whole]
}

/** A letter leaves at least once, and bears one Message-ID (decision 31): what is more than one of it is told, not lost. */
function letters({ mailbox }: Site, ledger: Ledger, remark: string): Count {
  const { mails, messageIds } = mailbox.mailsOf(READER)
  const twice = `${mails - messageIds} came twice with the same Message-ID; ${remark}`
  return { what: 'letters', acknowledged: ledger.subscribers.size, lost: forgotten({ mailbox }, ledger), remark: twice }
}

const READER = /^reader\d+@/

function forgotten({ mailbox }: Pick<Site, 'mailbox'>, { subscribers }: Ledger): number {
  return [...subscribers].filter((email) => !mailbox.has(email)).length
}
