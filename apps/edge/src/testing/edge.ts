import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { mediaKey } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import { noCountry } from '@better-and-bliss/viewer-country'
import { decide } from '../decide.ts'
import type { Log } from '../log.ts'
import { createEdgeServer, type EdgeOptions } from '../server.ts'
import { askAt } from './ask.ts'
import { CONTENT, KEYS, MAX_TTL_SECONDS, mediaFolder, NOW_SECONDS, streamToken } from './media.ts'

export const WEB_ORIGIN = 'http://localhost:5173'

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

  return {
    ask: askAt(port),
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

/** The key of a file that is named without `hls/{content}/`. */
export function keyOf(file: string): string {
  return mediaKey(CONTENT, file)
}
