import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { MediaRefused, type TranscodeEvent, type TranscodeJob, type Transcoder } from '../ports/transcoder.ts'

/**
 * A transcoder most unlike ours: its work happens on another machine, which is told over HTTP, and its events come by a queue,
 * as SQS gives those of MediaConvert: each until it is acknowledged.
 */
export function remoteTranscoder(url: string): Transcoder {
  const post = (path: string, body: unknown, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body), ...init })

  return {
    async inspect(sourceKey, signal) {
      const response = await post('/inspect', { sourceKey }, { signal })
      if (response.status === 422) throw new MediaRefused(await response.text())
      return (await response.json()) as Awaited<ReturnType<Transcoder['inspect']>>
    },

    /** What the machine knows as a film or a sound is no picture. */
    async inspectPicture(pictureKey) {
      const response = await post('/inspect', { sourceKey: pictureKey })
      if (response.ok) throw new MediaRefused('This file is no picture.')
    },

    async start(job, signal) {
      signal.throwIfAborted()
      const response = await post('/jobs', job, { headers: { 'idempotency-key': job.idempotencyKey } })
      if (!response.ok) throw new Error(`The machine answers ${response.status}`)
      return await response.text()
    },

    async listen(onEvent) {
      const stop = new AbortController()
      const listening = poll(url, onEvent, stop.signal)
      return {
        async [Symbol.asyncDispose]() {
          stop.abort()
          await listening
        },
      }
    },

    async poll({ externalId }) {
      await fetch(`${url}/jobs/${externalId}`)
    },

    async cancel({ externalId, idempotencyKey }) {
      const response = await fetch(`${url}/jobs/${externalId ?? idempotencyKey}`, { method: 'DELETE' })
      if (!response.ok) throw new Error(`The machine answers ${response.status}`)
    },
  }
}

async function poll(url: string, onEvent: (event: TranscodeEvent) => Promise<void>, signal: AbortSignal) {
  while (!signal.aborted) {
    const response = await fetch(`${url}/events`)
    const messages = (await response.json()) as { id: number; event: TranscodeEvent }[]
    for (const { id, event } of messages) {
      const taken = await onEvent(event).then(
        () => true,
        () => false,
      )
      if (taken) await fetch(`${url}/events/${id}`, { method: 'DELETE' })
    }
    if (messages.length === 0) await pause(2)
  }
}

export type RemoteMachine = Awaited<ReturnType<typeof remoteMachine>>

/** The other end: what it was asked to start, and a queue of events that a test fills. */
export async function remoteMachine({
  inspect,
  work = () => {},
}: {
  inspect: (sourceKey: string) => Promise<object | string>
  /** Called once for each attempt that is started. */
  work?: (job: TranscodeJob, tell: (event: TranscodeEvent) => void) => void
}) {
  const started: TranscodeJob[] = []
  const polled: string[] = []
  const cancelled: string[] = []
  /** How many times it will not be asked to cancel. */
  const refusals = { left: 0 }
  const waiting = new Map<number, TranscodeEvent>()
  let lastId = 0
  const tell = (event: TranscodeEvent) => {
    lastId += 1
    waiting.set(lastId, event)
  }

  /** @returns the id of the attempt, which was started before or is started now. */
  function start(job: TranscodeJob): string {
    const known = started.findIndex(({ idempotencyKey }) => idempotencyKey === job.idempotencyKey)
    if (known >= 0) return `remote-${known + 1}`
    started.push(job)
    work(job, tell)
    return `remote-${started.length}`
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const { method, url = '' } = request
    if (method === 'GET' && url.startsWith('/jobs/')) {
      polled.push(url.slice('/jobs/'.length))
      return response.end()
    }
    if (method === 'GET') {
      return response.end(JSON.stringify([...waiting].map(([id, event]) => ({ id, event }))))
    }
    if (method === 'DELETE' && url.startsWith('/jobs/')) {
      if (refusals.left-- > 0) return response.writeHead(503).end()
      cancelled.push(url.slice('/jobs/'.length))
      return response.end()
    }
    if (method === 'DELETE') {
      waiting.delete(Number(url.split('/').at(-1)))
      return response.end()
    }
    const body = await bodyOf(request)
    if (url === '/jobs') return response.end(start(body as TranscodeJob))
    const facts = await inspect((body as { sourceKey: string }).sourceKey)
    return typeof facts === 'string' ? response.writeHead(422).end(facts) : response.end(JSON.stringify(facts))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    started,
    polled,
    cancelled,
    refusals,
    waiting,
    tell,
    async [Symbol.asyncDispose]() {
      server.close().closeAllConnections()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(Buffer.concat(await request.toArray()).toString())
}
