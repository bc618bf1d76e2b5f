import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { mediaKey } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import { noCountry } from '@better-and-bliss/viewer-country'
import { decide } from '../decide.ts'
import type { Log } from '../log.ts'
import { createEdgeServer, type EdgeOptions } from '../server.ts'
import { CONTENT, KEYS, MAX_TTL_SECONDS, mediaFolder, NOW_SECONDS, streamToken } from './media.ts'

export const WEB_ORIGIN = 'http://localhost:5173'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }

/** An edge on a free port over a store with these files (named without `hls/{content}/`), with a clock and a log of its own. Ends with its block. */
export async function startEdge(files: Record<string, string | Buffer>, changes: Partial<EdgeOptions> = {}) {
  const media = mediaFolder(Object.fromEntries(Object.entries(files).map(([file, bytes]) => [keyOf(file), bytes])))
  const clock = { nowSeconds: NOW_SECONDS, monotonicMs: 0 }
  const revocations = { isCurrent: true, endedSessions: new Set<string>() }
  const problems: string[] = []
  const note = (msg: string, fields?: object) => void problems.push(`${msg} ${JSON.stringify(fields)}`)
  const log: Log = { info: note, warn: note, error: note }
  const server = createEdgeServer({
    decide: (request) =>
      decide(request, {
        nowSeconds: clock.nowSeconds,
        maxTtlSeconds: MAX_TTL_SECONDS,
        openToken: (token) => openStreamToken(token, KEYS),
        isListCurrent: () => revocations.isCurrent,
        isRevoked: ({ sessionId }) => sessionId !== null && revocations.endedSessions.has(sessionId),
        geo: null,
      }),
    store: diskStore({ root: media.root }),
    isRemote: false,
    country: noCountry,
    webOrigin: WEB_ORIGIN,
    log,
    monotonicMs: () => clock.monotonicMs,
    ...changes,
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo

  /** Sends the path as it is: fetch would tidy it up. */
  async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }).end()
    const [response] = await once(request, 'response')
    const body = Buffer.concat(await response.toArray())
    return { status: response.statusCode, headers: response.headers, body, text: body.toString() }
  }

  return {
    ask,
    port,
    limits: { headersTimeout: server.headersTimeout, requestTimeout: server.requestTimeout },
    clock,
    revocations,
    problems,
    replace: (file: string, bytes: string) => media.write(keyOf(file), bytes),
    [Symbol.dispose]() {
      server.close().closeAllConnections()
      media[Symbol.dispose]()
    },
  }
}

export function urlOf(file: string, query = streamToken()): string {
  return `/${keyOf(file)}?${query}`
}

function keyOf(file: string): string {
  return mediaKey(CONTENT, file)
}
