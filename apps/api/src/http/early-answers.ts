import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest, RequestPayload } from 'fastify'
import type { App } from './app.ts'
import { isShortJson, jsonParser } from './bodies.ts'
import type { LimitOnce } from './rate-limit.ts'

/** undefined where the way of all others has to answer; nothing was done then. */
export type EarlyAnswer = Promise<Buffer> | undefined

interface Ways {
  send: (answer: Buffer) => void
  next: (error?: Error) => void
}

/** What was read of a request that goes on, and why it got no answer where one was tried. */
interface Taken {
  /** undefined of a request without one. */
  body: Buffer | undefined
  error: Error | undefined
}

const taken = new WeakMap<FastifyRequest, Taken>()

/**
 * Answers GET and JSON bodies with what their route says early (`routes.ts`), before other hooks run, and under the limit. What goes
 * the way of all others instead gets its body back by `takeUp`.
 */
export function earlyAnswers(app: App, limit: LimitOnce | null) {
  const parse = jsonParser(app)

  async function answerWithin(limited: Promise<void>, find: () => EarlyAnswer): Promise<Buffer | undefined> {
    const isRefused = await limited.then(
      () => false,
      () => true,
    )
    return isRefused ? undefined : find()
  }

  return (request: FastifyRequest, reply: FastifyReply, { send, next }: Ways) => {
    const isBodiless = request.method === 'GET'
    const answerTo = isBodiless || isShortJson(request) ? request.routeOptions.config.early?.(request) : undefined
    if (!answerTo) return next()
    const answer = (body: Buffer | undefined, find: () => EarlyAnswer) => {
      const goOn = (error?: Error) => {
        taken.set(request, { body, error })
        next()
      }
      const found = limit ? answerWithin(limit(request, reply), find) : find()
      if (!found) return goOn()
      found.then((bytes) => (bytes ? send(bytes) : goOn()), goOn)
    }
    if (isBodiless) return answer(undefined, () => answerTo(undefined))
    readBody(request, next, (body) =>
      answer(body, () => {
        let found: EarlyAnswer
        parse(request, body.toString(), (error, value) => {
          found = error ? undefined : answerTo(value)
        })
        return found
      }),
    )
  }
}

function readBody({ raw }: FastifyRequest, fail: (error: Error) => void, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  raw.on('data', (chunk: Buffer) => void chunks.push(chunk))
  raw.on('end', () => done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
  raw.on('error', fail)
}

/** A hook `preParsing` for routes that answer early: what was read of the body is its body. */
export function takeUp(
  request: FastifyRequest,
  _reply: FastifyReply,
  payload: RequestPayload,
  done: (error: Error | null, payload?: RequestPayload) => void,
): void {
  const found = taken.get(request)
  if (found?.error) done(found.error)
  else done(null, found?.body ? Readable.from([found.body], { objectMode: false }) : payload)
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What answers a request, or its body, before other hooks run; undefined where it takes longer to know who asks. */
    early?: (request: FastifyRequest) => ((body: unknown) => EarlyAnswer) | undefined
  }
}
