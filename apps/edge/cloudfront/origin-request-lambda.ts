import { gzipSync } from 'node:zlib'
import { openStore } from '@better-and-bliss/object-store/open'
import { MASTER_PLAYLIST, mediaHeaders, rewritePlaylist } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import { decide } from '../src/decide.ts'
import type { OriginLambdaSettings } from './built-in-settings.ts'
import {
  headerOf,
  type LambdaAnswer,
  type LambdaEvent,
  type LambdaRequest,
  lambdaAnswer,
  lambdaHeaders,
} from './lambda-event.ts'
import { refusal } from './viewer-answers.ts'

declare const EDGE_SETTINGS: OriginLambdaSettings

const { keys, maxTtlSeconds, bucket, region, endpoint } = EDGE_SETTINGS
/** Lambda's own role gives access. */
const store = openStore(
  { kind: 's3', bucket, region, endpoint, credentials: undefined, workFolder: '/tmp' },
  { timeoutMs: 5_000 },
)

/**
 * Lambda@Edge for origin requests: answers playlists, rewritten for their token. It trusts nobody to have checked that, but what was
 * ended and the viewer's country are the business of viewer requests.
 */
export async function handler({ Records: [{ cf }] }: LambdaEvent): Promise<LambdaRequest | LambdaAnswer> {
  const { request } = cf
  const decision = decide(
    { method: request.method, path: request.uri, query: request.querystring, country: null },
    {
      nowSeconds: Math.floor(Date.now() / 1000),
      maxTtlSeconds,
      openToken: (token) => openStreamToken(token, keys),
      isListCurrent: () => true,
      isRevoked: () => false,
      geo: null,
    },
  )
  if (decision.kind === 'deny') return lambdaAnswer(refusal(decision))
  if (decision.kind === 'file' || decision.token === null) return request
  const bytes = await (await store).read(decision.key)
  if (bytes === null) return plain(404, 'Not Found')
  const text = rewritePlaylist(Buffer.from(bytes).toString('utf8'), decision.token)
  const answer = playlistAnswer(text, headerOf(request, 'accept-encoding'))
  if (Buffer.byteLength(JSON.stringify(answer)) <= MOST_BYTES) return answer
  return plain(500, 'This playlist is too long for its token')
}

/** What CloudFront takes from a function in place of an origin, headers included. */
const MOST_BYTES = 1024 * 1024
const { contentType, cacheControl } = mediaHeaders(MASTER_PLAYLIST)
const PLAYLIST_HEADERS = { 'Content-Type': contentType, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' }

/** Every line bears the same token, so that a compressed playlist is a tenth of it. */
function playlistAnswer(text: string, acceptEncoding = ''): LambdaAnswer {
  const ok = { status: '200', statusDescription: 'OK' }
  if (!/\bgzip\b/.test(acceptEncoding))
    return { ...ok, headers: lambdaHeaders(PLAYLIST_HEADERS), body: text, bodyEncoding: 'text' }
  const headers = lambdaHeaders({ ...PLAYLIST_HEADERS, 'Content-Encoding': 'gzip' })
  return { ...ok, headers, body: gzipSync(text).toString('base64'), bodyEncoding: 'base64' }
}

function plain(status: 404 | 500, text: string): LambdaAnswer {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
  return lambdaAnswer({ status, description: text, headers, text })
}
