import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { CONNECTION_LIMITS, refuseExpectation, refuseMalformed, refuseOdd } from '@better-and-bliss/http'
import { type ObjectStore, StoreUnavailable } from '@better-and-bliss/object-store'
import type { AnsweredRequest } from '@better-and-bliss/observability/metrics'
import type { Country } from '@better-and-bliss/viewer-country'
import { answer, answerText, commonHeaders, type Exchange, headerList } from './answer.ts'
import type { Decision, EdgeRequest } from './decide.ts'
import { type EdgeFigures, noFigures } from './figures.ts'
import { fileServer } from './files.ts'
import type { Log } from './log.ts'
import { playlistServer } from './playlists.ts'
import { HEALTH, PREFLIGHT_HEADERS, refusalHeaders } from './refusals.ts'
import { remoteFileServer } from './remote-files.ts'

export type EdgeOptions = {
  decide: (request: EdgeRequest) => Decision
  store: ObjectStore
  /** Whether the store is on the network: then what is read from it goes out while it comes. */
  isRemote: boolean
  country: Country
  /** The one origin whose pages may read our answers. */
  webOrigin: string
  log: Log
  figures?: EdgeFigures
  /** Is told of each answer; null where nobody counts them. */
  observeRequest?: ((request: AnsweredRequest) => void) | null
  monotonicMs?: () => number
}

/** Carries out decisions over HTTP/1.1. `/health` answers everybody. */
export function createEdgeServer(options: EdgeOptions): Server {
  const { decide, store, isRemote, country, webOrigin, log, monotonicMs = () => performance.now() } = options
  const { figures = noFigures(), observeRequest = null } = options
  const commonFor = commonHeaders(webOrigin)
  const serveFile = (isRemote ? remoteFileServer : fileServer)({ store, monotonicMs, log, figures: figures.files })
  const servePlaylist = playlistServer({ store, monotonicMs, figures: figures.playlists })

  async function handle(exchange: Exchange): Promise<void> {
    const { method = '', url = '' } = exchange.request
    const queryAt = url.includes('?') ? url.indexOf('?') : url.length
    const path = url.slice(0, queryAt)
    if (method === 'OPTIONS') return answerPreflight(exchange)
    if (path === '/health' && (method === 'GET' || method === 'HEAD')) return answerHealth(exchange)
    const decision = decide({ method, path, query: url.slice(queryAt + 1), country: country.of(exchange.request) })
    exchange.kind = decision.kind
    if (decision.kind === 'file') return serveFile(exchange, decision)
    if (decision.kind === 'playlist') return servePlaylist(exchange, decision)
    answer(exchange, decision.status, headerList(refusalHeaders(decision.status)), decision.message)
  }

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    if (refuseOdd(request, response, randomUUID)) return
    const exchange = { request, response, common: commonFor(request.headers.origin), kind: 'deny' }
    if (observeRequest) observe(exchange, observeRequest)
    handle(exchange).catch((error: unknown) => {
      log.error('request failed', { reason: String(error) })
      if (response.headersSent) response.destroy()
      else if (error instanceof StoreUnavailable) answerText(exchange, 503, AWAY, ['Retry-After', AWAY_SECONDS])
      else answerText(exchange, 500, 'Internal server error')
    })
  }

  function observe(exchange: Exchange, tell: NonNullable<typeof observeRequest>): void {
    const { method = '' } = exchange.request
    const startedMs = monotonicMs()
    exchange.response.once('close', () => {
      const seconds = (monotonicMs() - startedMs) / 1000
      tell({ method, route: exchange.kind, status: exchange.response.statusCode, seconds })
    })
  }

  const server = createServer({ ...CONNECTION_LIMITS, keepAliveTimeout: 65_000 }, onRequest)
  server.on('clientError', refuseMalformed(randomUUID))
  server.on('checkExpectation', refuseExpectation(randomUUID))
  return server.setTimeout(SILENCE_MS)
}

const AWAY = 'The media cannot be reached at the moment'
const AWAY_SECONDS = 5
/** How long a connection may stay without a byte in either direction in the middle of an answer. */
const SILENCE_MS = 120_000
const HEALTH_HEADERS = headerList(HEALTH.headers)
const PREFLIGHT = headerList(PREFLIGHT_HEADERS)

function answerPreflight(exchange: Exchange): void {
  exchange.kind = 'preflight'
  const { response, common } = exchange
  response.writeHead(204, [...common, ...PREFLIGHT]).end()
}

function answerHealth(exchange: Exchange): void {
  exchange.kind = 'health'
  answer(exchange, 200, HEALTH_HEADERS, HEALTH.text)
}
