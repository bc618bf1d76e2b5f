import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openPool, type Pool } from '@better-and-bliss/api/database'
import type { Context } from './harness/context.ts'
import { cpuSeconds } from './harness/measure.ts'
import { makeSource, openStudio, repeatSource } from './harness/media.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Api, install, SILENT, startApi, startRole, threePorts } from './harness/ours.ts'

const SMALL_SECONDS = 30
const LONG_SECONDS = 2 * 60 * 60
const PIECE_BYTES = 32 * 2 ** 20
const GOAL_SECONDS = 2
const LOOK_MS = 20
const PATIENCE_MS = 5 * 60_000

interface Film {
  name: string
  path: string
}

interface Times {
  /** From the answer to the last byte until the lightest rung plays. */
  playableSeconds: number
  /** Of the worker and its children, until then. */
  cpu: number
}

/** How soon an upload plays: by tus to the API, by the worker to its first rung. The rest of the conversion is cancelled. */
export async function benchFirstRung(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'first-rung'))
  const databaseUrl = await installation.makeCatalogue(10)
  const api = stack.use(await startApi(installation, databaseUrl, { MAX_SOURCE_GB: '20', UPLOAD_QUOTA_GB: '1000' }))
  const worker = stack.use(await startRole(installation, 'worker', databaseUrl, await threePorts()))
  const studio = stack.use(await openStudio(installation, databaseUrl))
  // One connection for all looks: one for each would take its time from what is measured.
  const db = stack.use(openPool(databaseUrl, { log: SILENT, size: 1 }))
  await db.query('', `update users set role = 'admin'`)
  const job = { ffmpegPath: studio.ffmpegPath, context }
  const [small, long] = [join(installation.folder, 'small.mp4'), join(installation.folder, 'long.mp4')]
  await makeSource(job, small, SMALL_SECONDS, { megabits: 1 })
  await repeatSource(job, small, long, LONG_SECONDS / SMALL_SECONDS)
  const rows: string[][] = []
  for (const film of [
    { name: `${SMALL_SECONDS} s`, path: small },
    { name: '2 h', path: long },
  ]) {
    const { size } = await fileSize(film.path)
    const rounds: Times[] = []
    for (let round = 0; round < context.rounds; round += 1) {
      const times = await Promise.race([untilPlayable(api, db, film, worker.pid, context), worker.failed])
      context.say(`${film.name}: ${short(times.playableSeconds)} s, ${short(times.cpu)} CPU s`)
      rounds.push(times)
    }
    const show = (figure: keyof Times) => short(median(rounds.map((round) => round[figure])))
    rows.push([film.name, short(size / 1e6), show('playableSeconds'), show('cpu')])
  }
  const columns = ['a 1080p film of', 'MB', `plays after s, goal ≤ ${GOAL_SECONDS}`, 'CPU s of the worker until then']
  return markdownTable(columns, rows)
}

async function fileSize(path: string): Promise<{ size: number }> {
  await using file = await open(path)
  return file.stat()
}

async function untilPlayable(api: Api, db: Pool, film: Film, workerPid: number, { signal }: Context): Promise<Times> {
  const contentId = await makeItem(api, film.name)
  await upload(api, contentId, film)
  const [startMs, cpuBefore] = [performance.now(), cpuSeconds(workerPid)]
  for (;;) {
    const [job] = await db.query('', `select id, state, failure from media_jobs where content_id = '${contentId}'`)
    const seconds = (performance.now() - startMs) / 1000
    if (job?.state === 'failed' || seconds * 1000 > PATIENCE_MS)
      throw new Error(`It does not play: ${String(job?.failure)}`)
    if (job?.state === 'playable' || job?.state === 'completed') {
      const cpu = cpuSeconds(workerPid) - cpuBefore
      await cancel(api, db, String(job.id))
      return { playableSeconds: seconds, cpu }
    }
    await delay(LOOK_MS, undefined, { signal })
  }
}

async function makeItem({ baseUrl, cookie }: Api, title: string): Promise<string> {
  const response = await fetch(`${baseUrl}/api/studio/content`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ title: `Film ${title} ${performance.now()}` }),
  })
  const { id, detail } = (await response.json()) as { id?: string; detail?: string }
  if (!id) throw new Error(`No item could be made: ${detail}`)
  return id
}

/** By tus, in pieces as browsers send them. */
async function upload({ baseUrl, cookie }: Api, contentId: string, { path }: Film): Promise<void> {
  await using file = await open(path)
  const { size } = await file.stat()
  const common = { cookie, 'tus-resumable': '1.0.0' }
  const fields = { content_id: contentId, filename: 'film.mp4' }
  const metadata = Object.entries(fields).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
  const begun = await fetch(`${baseUrl}/api/studio/uploads`, {
    method: 'POST',
    headers: { ...common, 'upload-length': String(size), 'upload-metadata': metadata.join(',') },
  })
  if (!begun.ok) throw new Error(`The upload was not begun: ${await begun.text()}`)
  const place = new URL(begun.headers.get('location') ?? '', baseUrl)
  const piece = Buffer.alloc(PIECE_BYTES)
  for (let at = 0; at < size; at += PIECE_BYTES) {
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, at)
    const headers = { ...common, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) }
    const sent = await fetch(place, { method: 'PATCH', headers, body: piece.subarray(0, bytesRead) })
    if (!sent.ok) throw new Error(`A piece was not taken: ${await sent.text()}`)
  }
}

/** Ends a conversion, and waits until the worker has let go of it. */
async function cancel({ baseUrl, cookie }: Api, db: Pool, jobId: string): Promise<void> {
  await fetch(`${baseUrl}/api/studio/jobs/${jobId}/cancel`, { method: 'POST', headers: { cookie } })
  for (;;) {
    const active = await db.query('', `select from pgboss.job where name = 'transcode' and state = 'active'`)
    if (active.length === 0) return
    await delay(LOOK_MS)
  }
}
