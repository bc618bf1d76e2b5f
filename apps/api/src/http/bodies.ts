import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { App } from './app.ts'
import type { OpenBody } from './payload-encryption.ts'

/** Of JSON; a scope of bytes has a limit of its own. */
export const BODY_LIMIT_BYTES = 100 * 1024
const MAX_DEPTH = 30
const JSON_TYPE = 'application/json'

/**
 * How bodies are read is a property of a scope. JSON only, uncompressed and not too deep, is what all scopes of `app` have that do
 * not choose another; a body that is empty counts as none.
 *
 * @param openBody opens what is encrypted.
 */
export function acceptJson(app: App, openBody: OpenBody): void {
  const parse = jsonParser(app)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (request, body, done) => {
    const compressed = refuseCompressed(request)
    if (compressed) return done(compressed)
    const read = (text: string) => (text === '' ? done(null, undefined) : parse(request, text, done))
    const opened = openBody(request, String(body))
    return typeof opened === 'string' ? read(opened) : void opened.then(read, done)
  })
}

/** Calls back before it returns: with what a JSON text says, or with AppError `malformed_request`. */
export type ParseJson = (
  request: FastifyRequest,
  text: string,
  done: (error: AppError | null, value?: unknown) => void,
) => void

/** How all scopes read JSON. */
export function jsonParser(app: App): ParseJson {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, text, done) => {
    if (depthOf(text) > MAX_DEPTH) return done(new AppError('malformed_request', 'The JSON body is nested too deeply'))
    return void parse(request, text, (error, value) =>
      done(error && new AppError('malformed_request', 'The body is not valid JSON', { cause: error }), value),
    )
  }
}

/** Whether the body of a request is JSON that was sent as it is, and no longer than it may be. */
export function isShortJson({ headers }: FastifyRequest): boolean {
  const { 'content-type': type, 'content-length': length } = headers
  if (headers['content-encoding'] !== undefined || length === undefined) return false
  return (type === JSON_TYPE || type?.startsWith(`${JSON_TYPE};`) === true) && Number(length) <= BODY_LIMIT_BYTES
}

/**
 * A scope of `app` whose bodies of `contentType` reach the handlers as the bytes that were sent: for signatures and uploads. It reads
 * nothing else, JSON neither; no other scope learns of it.
 */
export async function acceptBytes(
  app: App,
  { contentType, limitBytes }: { contentType: string; limitBytes: number },
  addRoutes: (scope: App) => void,
): Promise<void> {
  await app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers()
    const options = { parseAs: 'buffer', bodyLimit: limitBytes } as const
    scope.addContentTypeParser(contentType, options, (request, body, done) => done(refuseCompressed(request), body))
    addRoutes(scope)
  })
}

/** A scope of `app` whose bodies of `contentType` reach the handlers as they come, of any length. It reads nothing else. */
export async function acceptStreams(
  app: App,
  { contentType }: { contentType: string },
  addRoutes: (scope: App) => void,
): Promise<void> {
  await app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(contentType, { bodyLimit: Number.MAX_SAFE_INTEGER }, (request, stream, done) =>
      done(refuseCompressed(request), stream),
    )
    addRoutes(scope)
  })
}

/** A scope of `app` whose requests count without their bodies, whatever is in them. */
export async function ignoreBodies(
  app: App,
  { limitBytes }: { limitBytes: number },
  addRoutes: (scope: App) => void,
): Promise<void> {
  await app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers()
    const options = { parseAs: 'buffer', bodyLimit: limitBytes } as const
    scope.addContentTypeParser('*', options, (_request, _body, done) => done(null))
    addRoutes(scope)
  })
}

function refuseCompressed({ headers }: FastifyRequest): AppError | null {
  if (headers['content-encoding'] === undefined) return null
  return new AppError('unsupported_media_type', 'Send the body without Content-Encoding')
}

/** One pass: a regular expression that cuts strings out takes seconds for a long one that nobody closed. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inString && character === '\\') index += 1
    else if (character === '"') inString = !inString
    else if (inString) continue
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth -= 1
  }
  return deepest
}
