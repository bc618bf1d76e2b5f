import crypto from 'node:crypto'
import { MASTER_PLAYLIST, mediaHeaders, openStreamToken } from '@better-and-bliss/stream-token'
import { asCountry } from '@better-and-bliss/viewer-country/country'
import { type Decision, type Denial, decide } from '../src/decide.ts'
import { HEALTH, PREFLIGHT_HEADERS, refusalHeaders } from '../src/refusals.ts'
import { entriesIn } from './entries.ts'
import type { NginxRequest } from './njs.ts'
import { remember } from './remembered.ts'
import { rewrittenPlaylist } from './rewritten-playlist.ts'
import type { ShellSettings } from './settings.ts'

/** nginx loads it by `js_preload_object`. */
declare const edgeSettings: ShellSettings

/** An answer of our own, or the key of a file that nginx sends. */
type Reply = { status: number; headers: Record<string, string>; text: string } | { key: string; query: string }

/** Answers a request as our own edge does; files are left to nginx. Runs anew, with all of its modules, for every request. */
export function serve(r: NginxRequest): void {
  try {
    send(r, replyTo(r))
  } catch (error) {
    r.error(`request failed: ${String(error)}`)
    send(r, plain(500, 'Internal server error'))
  }
}

/** Says in our words what nginx itself refuses. (Who asks for the path of this location asks for any.) */
export function fault(r: NginxRequest): void {
  const status = Number(r.variables.status)
  if (!(status >= 400)) {
    serve(r)
    return
  }
  // What nginx had said already would be said twice.
  for (const name of Object.keys(r.headersOut)) if (name !== 'Content-Range') delete r.headersOut[name]
  send(r, faultReply(status, r.variables.request ?? ''))
}

const DIGESTS = {
  md5Hex: (text: string) => crypto.createHash('md5').update(text).digest('hex'),
  hmacSha256: (secret: string, text: string, encoding: 'hex' | 'base64url') =>
    crypto.createHmac('sha256', secret).update(text).digest(encoding),
}

function replyTo(r: NginxRequest): Reply {
  const { method, path, query } = requestOf(r.variables.request ?? '')
  if (method === 'OPTIONS') return { status: 204, headers: PREFLIGHT_HEADERS, text: '' }
  if (path === '/health' && (method === 'GET' || method === 'HEAD')) return { status: 200, ...HEALTH }
  const { keys, maxTtlSeconds, maxAgeSeconds, allowedCountries, entriesFolder } = edgeSettings
  const nowSeconds = Math.floor(Date.now() / 1000)
  const { asOfSeconds, isEnded, countriesOf } = entriesIn(entriesFolder)
  let expiresAtSeconds = 0
  let currentUntilSeconds = 0
  const decision = decide(
    { method, path, query, country: asCountry(r.variables.viewer_country) },
    {
      nowSeconds,
      maxTtlSeconds,
      openToken(token) {
        const grant = openStreamToken(token, keys, DIGESTS)
        if (grant !== null) expiresAtSeconds = grant.expiresAtSeconds
        return grant
      },
      isListCurrent() {
        currentUntilSeconds = asOfSeconds() + maxAgeSeconds
        return nowSeconds <= currentUntilSeconds
      },
      isRevoked: isEnded,
      geo: allowedCountries === null ? null : { allowedCountries, countriesOf },
    },
  )
  if (decision.kind === 'deny') return refusal(decision)
  const { decision_name = '', decision_slot = '' } = r.variables
  const untilSeconds = Math.min(expiresAtSeconds, currentUntilSeconds)
  const rememberIt = (answer: string) =>
    remember(decision_name, decision_slot, answer, { ...edgeSettings, untilSeconds })
  if (decision.kind === 'playlist') return playlistReply(decision, rememberIt)
  rememberIt('')
  return { key: decision.key, query }
}

/** The first line of a request as it came, because nginx decodes and tidies paths. */
function requestOf(line: string): { method: string; path: string; query: string } {
  const from = line.indexOf(' ') + 1
  const versionAt = line.lastIndexOf(' ')
  const target = line.slice(from, versionAt < from ? line.length : versionAt)
  const queryAt = target.indexOf('?')
  const path = queryAt < 0 ? target : target.slice(0, queryAt)
  return { method: line.slice(0, Math.max(0, from - 1)), path, query: queryAt < 0 ? '' : target.slice(queryAt + 1) }
}

function playlistReply(
  { key, token }: Extract<Decision, { kind: 'playlist' }>,
  rememberIt: (answer: string) => void,
): Reply {
  const playlist = token && rewrittenPlaylist(key, token, edgeSettings)
  if (playlist === null) return plain(404, 'Not Found')
  // That of a rendition may be 400 kB long: its template is kept, once for all tokens.
  if (playlist.isWhole) rememberIt(key.endsWith(`/${MASTER_PLAYLIST}`) ? playlist.text : '')
  return { status: 200, headers: PLAYLIST_HEADERS, text: playlist.text }
}

const { contentType, cacheControl } = mediaHeaders(MASTER_PLAYLIST)
const PLAYLIST_HEADERS = { 'Content-Type': contentType, 'Cache-Control': cacheControl }

function refusal({ status, message }: Pick<Denial, 'status' | 'message'>): Reply {
  return { status, headers: refusalHeaders(status), text: message }
}

/** @param line the first of the request; of what is no request there is none. */
function faultReply(status: number, line: string): Reply {
  if (status === 405) return refusal({ status, message: 'Method not allowed' })
  if (status === 400) return plain(400, line === '' ? 'This is not a valid HTTP request' : 'Malformed path')
  return plain(status, WORDS[status] ?? 'Internal server error')
}

const WORDS: Record<number, string> = {
  404: 'Not Found',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  414: 'URI Too Long',
  416: 'Range Not Satisfiable',
}

function plain(status: number, text: string): Reply {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }, text }
}

function send(r: NginxRequest, reply: Reply): void {
  if ('key' in reply) {
    r.internalRedirect(`media/${reply.key}?${reply.query}`)
    return
  }
  for (const name of Object.keys(reply.headers)) r.headersOut[name] = reply.headers[name] ?? ''
  r.return(reply.status, reply.text)
}
