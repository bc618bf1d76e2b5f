import { type Account, bearerOf, makePremium, signUp, withDatabase } from '../harness/ours.ts'
import { browsePaths } from '../harness/requests.ts'
import { type Balancer, balance } from './balancer.ts'
import { breathe } from './breath-client.ts'
import { type Ground, pause } from './ground.ts'
import type { Kind } from './ledger.ts'
import { upload } from './upload-client.ts'

const VIEWERS = 8
const BREATHERS = 3
const SITTERS = 3
const UPLOADERS = 2
/** Those of viewers are below. */
const SUBSCRIBERS = 100

/** Starts all clients; they ask until the signal. @returns when all have ended */
export async function startClients(parts: Omit<Ground, 'api' | 'edge'>): Promise<{ ended: Promise<unknown> }> {
  const { site, ledger } = parts
  const ground = { ...parts, api: balance(site.apiUrls, ledger), edge: balance(site.edgeUrls, ledger) }
  const members: Account[] = []
  const count = VIEWERS + BREATHERS + SITTERS + UPLOADERS
  for (let index = 0; index < count; index += 1) members.push(await signUp(site.apiUrls[0] ?? ''))
  await makePremium(site.databaseUrl)
  const uploaders = members.splice(0, UPLOADERS)
  const emails = uploaders.map(({ email }) => `'${email}'`).join(',')
  await withDatabase(site.databaseUrl, `update users set role = 'admin' where email in (${emails})`)
  const bearers = members.map(({ cookie }) => bearerOf(cookie))
  const breathers = bearers.splice(0, BREATHERS)
  const sitters = bearers.splice(0, SITTERS)
  const loops = [
    ...Array.from({ length: 4 }, () => browse(ground)),
    ...Array.from({ length: 3 }, (_, index) => view(ground, index)),
    ...bearers.map((headers) => play(ground, headers)),
    ...breathers.map((headers) => breathe(ground, headers)),
    ...sitters.map((headers) => sit(ground, headers)),
    ...uploaders.map(({ cookie }) => upload(ground, bearerOf(cookie))),
    subscribe(ground),
  ]
  return { ended: Promise.all(loops) }
}

async function browse({ api, random, signal }: Ground): Promise<void> {
  const paths = browsePaths()
  while (!signal.aborted) {
    const path = paths[Math.floor(random() * paths.length)] ?? ''
    await api({ kind: 'browse', path, isIdempotent: true })
    await pause(40, signal)
  }
}

/** Each report is of another viewer, of another address. A report says all of its play, so it may come twice (decision 51). */
async function view({ api, site, ledger, random, signal }: Ground, number: number): Promise<void> {
  // Those that are free.
  const items = site.items.slice(0, 2)
  for (let play = 0; !signal.aborted; play += 1) {
    const item = items[Math.floor(random() * items.length)] ?? ''
    const of = ledger.views.get(item) ?? { tried: 0, acknowledged: 0 }
    ledger.views.set(item, of)
    of.tried += 1
    const body = { content_id: item, session_id: `play-${number}-${play}`, watch_duration: 30 }
    const answer = await api({
      ...post('view', '/api/analytics/track/view', body),
      headers: { ...JSON_BODY, 'x-forwarded-for': addressOf(number, play) },
      isIdempotent: true,
    })
    if (answer?.text.includes('"counted":true')) of.acknowledged += 1
    await pause(40, signal)
  }
}

/** A stream: asked for, renewed, its playlist and a segment fetched, and kept by heartbeats. */
async function play({ api, edge, site, random, signal }: Ground, headers: Record<string, string>): Promise<void> {
  const item = site.items[Math.floor(random() * site.items.length)] ?? ''
  let session: string | null = null
  while (!signal.aborted) {
    const path: string = `/api/streaming/content/${item}/stream${session ? `?session_id=${session}` : ''}`
    const answer = await api({ kind: 'stream', path, headers, isIdempotent: session !== null })
    if (answer) {
      const opened = JSON.parse(answer.text) as { hls_master: string; stream_session: { id: string } }
      session = opened.stream_session.id
      await fetchMedia(edge, new URL(opened.hls_master, 'http://localhost'))
      await pause(200, signal)
      const beat = `/api/streaming/sessions/${session}/heartbeat`
      await api({ kind: 'heartbeat', path: beat, method: 'POST', headers, isIdempotent: true })
    }
    await pause(200, signal)
  }
}

async function fetchMedia(edge: Balancer, master: URL): Promise<void> {
  for (const file of ['master.m3u8', '360p.m3u8', '360p/segment0000.ts']) {
    const path = master.pathname.replace('master.m3u8', file) + master.search
    await edge({ kind: 'edge', path, isIdempotent: true })
  }
}

/** Meditations: begun, and ended. To end one twice is to end it once. */
async function sit({ api, ledger, signal }: Ground, headers: Record<string, string>): Promise<void> {
  while (!signal.aborted) {
    const begun = await api({ ...post('session', '/api/meditation/sessions/start', {}, headers) })
    if (begun) {
      const { session_id: id } = JSON.parse(begun.text) as { session_id: string }
      ledger.startedSessions.add(id)
      await pause(500, signal)
      const end = post('session', `/api/meditation/sessions/${id}/complete`, {}, headers)
      if (await api({ ...end, isIdempotent: true })) ledger.completedSessions.add(id)
    }
    await pause(300, signal)
  }
}

/** A mail goes to each address once. */
async function subscribe({ api, ledger, signal }: Ground): Promise<void> {
  for (let number = 0; !signal.aborted; number += 1) {
    const email = `reader${number}@example.com`
    const from = { 'x-forwarded-for': addressOf(SUBSCRIBERS, number) }
    if (await api(post('subscribe', '/api/newsletter/subscribe', { email }, from))) ledger.subscribers.add(email)
    await pause(250, signal)
  }
}

const JSON_BODY = { 'content-type': 'application/json' }

function post(kind: Kind, path: string, body: object, headers: Record<string, string> = {}) {
  return {
    ...{ kind, path, method: 'POST', isIdempotent: false },
    headers: { ...JSON_BODY, ...headers },
    body: JSON.stringify(body),
  }
}

/** Public addresses, no two in one network. */
function addressOf(client: number, play: number): string {
  return `${20 + client}.${Math.floor(play / 256) % 256}.${play % 256}.7`
}
