import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { expect, test } from 'vitest'
import { openPool } from '../../db/database.ts'
import { insertContent } from '../../testing/catalogue-rows.ts'
import { freshDatabase } from '../../testing/test-database.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))
const CLIENTS = 40
const BEFORE_KILL = 250

test('kill -9 of the API under load: each view that was acknowledged counts, and each that is reported again counts once', async () => {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await freshDatabase())
  const db = stack.use(openPool(database.url, { log: console }))
  const folder = await mkdtemp(join(tmpdir(), 'views-crash-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const items = await Promise.all(Array.from({ length: 7 }, (_, n) => insertContent(db, { title: `Film ${n}` })))
  const acknowledged = new Set<number>()
  const unanswered = new Set<number>()
  let next = 0

  const killed = stack.use(await startApi(database.url, folder))
  const report = async (play: number): Promise<void> => {
    try {
      if (await track(killed.url, play, items[play % items.length] ?? '')) acknowledged.add(play)
      unanswered.delete(play)
    } catch {
      unanswered.add(play)
    }
  }
  const client = async () => {
    while (killed.child.exitCode === null && killed.child.signalCode === null) {
      await report(next++)
      if (acknowledged.size >= BEFORE_KILL) killed.child.kill('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))

  const lost = new Set(unanswered)
  const stored = await db.query<{ play: number }>('', 'select session_id::integer as play from video_analytics')
  const plays = new Set(stored.map(({ play }) => play))
  expect(stored).toHaveLength(plays.size)
  expect([...acknowledged].filter((play) => !plays.has(play))).toEqual([])
  expect([...plays].filter((play) => !acknowledged.has(play) && !lost.has(play))).toEqual([])

  await using api = await startApi(database.url, folder)
  for (const play of lost) await track(api.url, play, items[play % items.length] ?? '')
  const all = new Set([...acknowledged, ...lost]).size
  const [sums] = await db.query('', SUMS)
  expect(sums).toEqual({ rows: all, totals: all, days: all, hours: all, platform: all, devices: all, viewers: all })
}, 240_000)

const SUMS = `select (select count(*)::integer from video_analytics) as rows, (select sum(views)::integer from view_totals) as totals,
  (select sum(views)::integer from view_days) as days, (select sum(hour)::integer from view_days, unnest(hours) hour) as hours,
  (select sum(views)::integer from view_platform_days) as platform,
  (select sum(desktop_views)::integer from view_days) as devices, (select count(*)::integer from recent_views) as viewers`

/** @returns whether it counts. @throws when no answer comes. */
async function track(url: string, play: number, contentId: string): Promise<boolean> {
  const response = await fetch(`${url}/api/analytics/track/view`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
      'x-forwarded-for': `10.1.${play >> 8}.${play & 255}`,
    },
    body: JSON.stringify({ content_id: contentId, session_id: String(play), watch_duration: 30 }),
  })
  if (!response.ok) throw new Error(await response.text())
  return ((await response.json()) as { counted: boolean }).counted
}

async function startApi(databaseUrl: string, folder: string) {
  const [port] = await freePorts(1)
  const env = {
    ...TEST_KEYS,
    ENVIRONMENT: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    API_PORT: String(port),
    TRUSTED_PROXIES: '127.0.0.1',
  }
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  await Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error('The API did not start')))])
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
