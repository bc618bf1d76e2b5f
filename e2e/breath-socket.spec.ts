import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openSocketTo, type ThinClient } from '@better-and-bliss/api/testing/thin-client'
import type { PhaseEvent } from '@better-and-bliss/breath/protocol'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { describe, expect, inject, test } from 'vitest'
import { processesOf } from './processes.ts'

const API = fileURLToPath(import.meta.resolve('@better-and-bliss/api'))
const FRAME_SAMPLES = 1_600
/** As fast as a client may send. */
const FRAME_EVERY_MS = 80

describe.skipIf(process.platform !== 'linux')('two API processes', () => {
  test('kill -9 of one in the middle of a session: at the other it goes on, nothing acknowledged is lost or doubled', async () => {
    const system = inject('system')
    const cookie = await signIn(system.apiUrl, system.accounts.free)
    const { samples, phases } = breathing({ seconds: 24, seed: 11, pattern: 'natural' })
    const second = await secondApi(system.dataDir)
    const session = await ask(second.apiUrl, 'POST', '/api/meditation/sessions/start', cookie, {})

    const { client: first, ready } = await connect(second.apiUrl, cookie, { session_id: session.session_id })
    const until = 12 * 16_000
    await stream(first, samples.subarray(0, until), 0)
    second.process.kill('SIGKILL')
    await first.closed
    const acknowledged = first.all('ack').at(-1) ?? { accepted_sample: 0, seq: 0 }
    expect(acknowledged.accepted_sample).toBeGreaterThan(until - 3 * 16_000)

    const last_seq = first.all('phase').at(-1)?.seq ?? 0
    const resume = { stream: ready.stream, last_seq }
    const { client: next, ready: again } = await connect(system.apiUrl, cookie, {
      session_id: session.session_id,
      resume,
    })
    expect(again.resumed).toBe(true)
    expect(again.accepted_sample).toBeGreaterThanOrEqual(acknowledged.accepted_sample)
    await stream(next, samples, again.accepted_sample)
    next.say({ type: 'bye' })
    await next.closed

    const told = [...first.all('phase'), ...next.all('phase')]
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1))
    const path = `/api/meditation/sessions/${session.session_id}`
    const summary = await ask(system.apiUrl, 'POST', `${path}/complete`, cookie, {})
    const exhales = phases.filter(({ phase }) => phase === 'exhale').length
    expect(Math.abs(summary.total_breaths - exhales)).toBeLessThanOrEqual(1)
    const { timeline } = await ask(system.apiUrl, 'GET', `${path}/stats`, cookie)
    expect(timeline.map(toFacts)).toEqual(lastWords(told).map(toFacts))
  })
})

/** What was said last of each phase that ended, in their order. */
function lastWords(told: PhaseEvent[]): PhaseEvent[] {
  const last = new Map(told.filter(({ state }) => state !== 'start').map((event) => [event.id, event]))
  return [...last.values()].toSorted((a, b) => a.t_ms - b.t_ms)
}

function toFacts({
  event_type,
  duration_ms,
  breath_number,
}: Pick<PhaseEvent, 'event_type' | 'duration_ms' | 'breath_number'>) {
  return { event_type, duration_ms, breath_number }
}

async function signIn(apiUrl: string, account: object): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${apiUrl}/auth/login`, { method: 'POST', headers, body: JSON.stringify(account) })
  return response.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ')
}

async function ask(apiUrl: string, method: string, path: string, cookie: string, body?: object) {
  const headers = { cookie, ...(body && { 'content-type': 'application/json' }) }
  const response = await fetch(apiUrl + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
  return response.json()
}

/** One more API process with the settings of the one that runs, on a port of its own. */
async function secondApi(dataDir: string): Promise<{ apiUrl: string; process: ChildProcess }> {
  const running = (await processesOf(dataDir)).find(({ command }) => command.includes('apps/api/src/main.ts'))
  if (!running) throw new Error('No API process was found')
  const settings = (await readFile(`/proc/${running.pid}/environ`, 'utf8')).split('\0').filter(Boolean)
  const env = Object.fromEntries(settings.map((line) => line.split(/=(.*)/s, 2)))
  const [port] = await freePorts(1)
  const child = fork(API, {
    env: { ...env, API_PORT: `${port}` },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return { apiUrl: `http://localhost:${port}`, process: child }
}

/** Opens a socket and says hello. */
async function connect(apiUrl: string, cookies: string, hello: object) {
  const client = await openSocketTo(apiUrl.replace('http', 'ws'), { cookies })
  client.say({ type: 'hello', v: 1, format: 'pcm_s16le', rate: 16_000, ...hello })
  return { client, ready: await client.first('ready') }
}

/** Sends sound a little faster than time. */
async function stream(client: ThinClient, samples: Int16Array, from: number): Promise<void> {
  const beganAtMs = performance.now()
  for (let at = from; at < samples.length; at += FRAME_SAMPLES) {
    const payload = new Uint8Array(samples.slice(at, at + FRAME_SAMPLES).buffer)
    client.frame({ kind: 'pcm', firstSample: at, payload })
    const dueMs = beganAtMs + ((at - from) / FRAME_SAMPLES) * FRAME_EVERY_MS
    await sleep(Math.max(0, dueMs - performance.now()))
  }
}
