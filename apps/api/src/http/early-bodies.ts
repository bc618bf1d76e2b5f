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
  body: Buffer
  error: Error | undefined
}

const taken = new WeakMap<FastifyRequest, Taken>()

/**
 * Answers JSON bodies with what their route says early (`routes.ts`), before other hooks run, and under the limit. What goes
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
    const answerTo = isShortJson(request) ? request.routeOptions.config.early?.(request) : undefined
    if (!answerTo) return next()
    readBody(request, next, (body) => {
      const goOn = (error?: Error) => {
        taken.set(request, { body, error })
        next()
      }
      const find = () => {
        let answer: EarlyAnswer
        parse(request, body.toString(), (error, value) => {
          answer = error ? undefined : answerTo(value)
        })
        return answer
      }
      const found = limit ? answerWithin(limit(request, reply), find) : find()
      if (!found) return goOn()
      found.then((answer) => (answer ? send(answer) : goOn()), goOn)
    })
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
  else done(null, found ? Readable.from([found.body], { objectMode: false }) : payload)
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What answers a body before other hooks run; undefined where it takes longer to know who asks. */
    early?: (request: FastifyRequest) => ((body: unknown) => EarlyAnswer) | undefined
  }
}
