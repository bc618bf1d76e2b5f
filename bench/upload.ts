import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from './harness/context.ts'
import { type LoadResult, load } from './harness/load.ts'
import { cpuSeconds } from './harness/measure.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Api, type Installation, install, startApi, withDatabase } from './harness/ours.ts'
import { ifThere } from './harness/peers.ts'
import { browsePaths } from './harness/requests.ts'
import { bytesOf, putClient, type SendFile, tusClient } from './harness/upload-clients.ts'
import { startDavNginx, startTusServer } from './harness/upload-peers.ts'

const ITEMS = 10_000
/** Half a gigabyte: it stays in memory until the system writes it, for everybody alike. */
const PIECES = 16
/** 100 Mbit a second. */
const LINE_BYTES_PER_SECOND = 12.5e6
const READERS = 8

interface Contender {
  name: string
  pid: number
  databasePid?: number
  send: SendFile
  /** Frees the disk. */
  forget: () => Promise<void>
}

interface Figures {
  cpu: number
  databaseCpu: number
  megabytesPerSecond: number
}

/** What a gigabyte costs on its way into the store, beside plain `@tus/server` and nginx; and what reading costs beside it. */
export async function benchUpload(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const notes: string[] = []
  const installation = stack.use(await install(context, 'upload'))
  const databaseUrl = await installation.makeCatalogue(ITEMS)
  const api = stack.use(await startApi(installation, databaseUrl))
  const sending = await asCreator(api, databaseUrl)
  const contenders = ours(installation, api, sending)
  const tus = stack.use(await startTusServer(context))
  contenders.push({
    ...{ name: '`@tus/server`, file store', pid: tus.pid, send: tusClient({ url: `${tus.baseUrl}/files` }) },
    forget: () => empty(join(context.folder, 'tus-server', 'files')),
  })
  const nginx = await ifThere(startDavNginx(context), notes)
  if (nginx) {
    stack.use(nginx)
    contenders.push({
      ...{ name: 'nginx, PUT', pid: nginx.pid, send: putClient(`${nginx.baseUrl}/files`) },
      forget: () => empty(join(context.folder, 'nginx-dav', 'files')),
    })
  }
  const measured = await compare(contenders, context)
  const table = markdownTable(
    ['server', 'CPU s per GB (server + database)', 'CPU, times ours', 'MB/s'],
    contenders.map(({ name }, index) => rowOf(name, measured[index] ?? [], measured[0] ?? [])),
  )
  return [table, await besideReaders(api, contenders[0]?.send, context), ...notes].join('\n\n')
}

interface Sending {
  url: string
  headers: Record<string, string>
  metadata: string
}

function ours(installation: Installation, { pid }: Api, sending: Sending): Contender[] {
  const common = { pid, databasePid: installation.databasePid }
  const forget = () => empty(join(installation.folder, 'media', '.staging'))
  return [
    {
      ...common,
      forget,
      name: '**ours**, each request checked by SHA-256',
      send: tusClient({ ...sending, isChecked: true }),
    },
    { ...common, forget, name: 'ours, unchecked', send: tusClient(sending) },
  ]
}

/** Makes the member of the bench one who may upload, with an item. */
async function asCreator({ baseUrl, cookie }: Api, databaseUrl: string): Promise<Sending> {
  await withDatabase(databaseUrl, `update users set role = 'admin'`)
  const response = await fetch(`${baseUrl}/api/studio/content`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Night sea' }),
  })
  const { id, detail } = (await response.json()) as { id?: string; detail?: string }
  if (!id) throw new Error(`No item could be made: ${detail}`)
  const fields = { content_id: id, filename: 'night-sea.mp4' }
  const metadata = Object.entries(fields).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
  return { url: `${baseUrl}/api/studio/uploads`, headers: { cookie }, metadata: metadata.join(',') }
}

async function compare(contenders: Contender[], context: Context): Promise<Figures[][]> {
  const measured: Figures[][] = contenders.map(() => [])
  for (const { send } of contenders) await send(2)
  for (let round = 0; round < context.rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      context.signal.throwIfAborted()
      const figures = await measure(contender)
      await contender.forget()
      measured[index]?.push(figures)
      context.say(
        `  ${contender.name}: ${figures.cpu.toFixed(2)} s a GB, ${Math.round(figures.megabytesPerSecond)} MB/s`,
      )
    }
  }
  return measured
}

async function measure({ pid, databasePid, send }: Contender): Promise<Figures> {
  const database = () => (databasePid === undefined ? 0 : cpuSeconds(databasePid))
  const [before, databaseBefore, startMs] = [cpuSeconds(pid), database(), performance.now()]
  await send(PIECES)
  const gigabytes = bytesOf(PIECES) / 1e9
  const seconds = (performance.now() - startMs) / 1000
  return {
    cpu: (cpuSeconds(pid) - before) / gigabytes,
    databaseCpu: (database() - databaseBefore) / gigabytes,
    megabytesPerSecond: (gigabytes * 1000) / seconds,
  }
}

function rowOf(name: string, rounds: Figures[], ours: Figures[]): string[] {
  const show = (figure: keyof Figures) => short(median(rounds.map((round) => round[figure])))
  const times = median(rounds.map(({ cpu }, index) => cpu / (ours[index]?.cpu ?? Number.NaN)))
  return [
    name,
    `${show('cpu')} + ${show('databaseCpu')}`,
    rounds === ours ? '' : short(times),
    show('megabytesPerSecond'),
  ]
}

/** How long `GET /content/browse` takes: alone, beside an upload over a line of 100 Mbit/s, and beside one as fast as it goes. */
async function besideReaders({ baseUrl }: Api, send: SendFile | undefined, context: Context): Promise<string> {
  const target = { baseUrl, paths: browsePaths() }
  const read = () => load(target, { connections: READERS, seconds: context.seconds }, context)
  await read()
  const rows: string[][] = []
  for (const [name, bytesPerSecond] of [
    ['alone', null],
    ['beside an upload at 100 Mbit/s', LINE_BYTES_PER_SECOND],
    ['beside an upload as fast as it goes', Number.POSITIVE_INFINITY],
  ] as const) {
    const rounds: LoadResult[] = []
    for (let round = 0; round < context.rounds; round += 1) {
      const ended = new AbortController()
      const uploading = bytesPerSecond === null ? null : sendUntil(send, bytesPerSecond, ended.signal)
      rounds.push(await read())
      ended.abort()
      await uploading
    }
    const show = (figure: 'p50Ms' | 'p99Ms') => short(median(rounds.map((round) => round[figure])))
    rows.push([name, `${show('p50Ms')} / ${show('p99Ms')}`, short(median(rounds.map((r) => r.requests / r.seconds)))])
  }
  return markdownTable([`browse, ${READERS} connections`, 'p50 / p99 ms', 'requests/s'], rows)
}

async function sendUntil(send: SendFile | undefined, bytesPerSecond: number, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) await send?.(1, Number.isFinite(bytesPerSecond) ? bytesPerSecond : undefined)
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true })
}
