import type { FastifyReply, FastifyRequest, HTTPMethods, RouteOptions } from 'fastify'
import { z } from 'zod'
import type { Member } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import type { App, RouteSchema, TypedReply, TypedRequest } from './app.ts'
import { CACHED_TYPE, type CachedResponse } from './cached-responses.ts'
import { type EarlyAnswer, takeUp } from './early-answers.ts'
import type { Guard } from './guard.ts'
import { problems } from './problems.ts'

/** Who may call a route. It is a property of the route, never of its path. */
export type Access = 'public' | 'optional' | 'member' | { permission: Permission; stepUp: boolean }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** The limit on everything that one client asks leaves it out. */
    unlimited?: boolean
    /** Machines ask for it again and again. */
    routine?: boolean
    /** Pages of other sites may ask for it, whatever it changes: no cookie counts. */
    foreignOrigins?: boolean
    /** Whether it answers with JSON when all is well. */
    answersJson?: boolean
  }
}

interface Definition<Schema extends RouteSchema, Caller extends unknown[]> {
  method: HTTPMethods
  url: string
  schema: Schema
  /** For what machines of the same installation ask at their own pace. */
  unlimited?: boolean
  /** For what machines ask again and again: the log has a line of it only where it is refused. */
  routine?: boolean
  /** For what needs no session: it may be asked for from other sites, whatever it changes. */
  foreignOrigins?: boolean
  /** Its answer sets or clears the cookies of the session. */
  setsCookies?: boolean
  /** Runs before the guard and the body: rate limits. With `cached`, it may run twice for a request, and counts it once. */
  before?: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  /** A whole answer that is kept in memory; found, it is sent before anything is parsed. */
  cached?: (request: FastifyRequest, ...caller: Caller) => CachedResponse | Promise<CachedResponse>
  /**
   * Answers GET, or a JSON body, where all that was sent is valid, before other hooks run and where the caller is known; not with
   * `before`. Where it returns undefined it has done nothing, and the request goes the way of all others; what it rejects with is
   * told there.
   */
  early?: (request: FastifyRequest, sent: Sent<Schema>, ...caller: Caller) => EarlyAnswer
  handler: (request: TypedRequest<Schema>, ...rest: [...Caller, TypedReply<Schema>]) => Promise<unknown>
}

/** What a request brought, as its schemas read it. */
interface Sent<Schema extends RouteSchema> {
  params: OutputOf<Schema['params']>
  query: OutputOf<Schema['querystring']>
  body: OutputOf<Schema['body']>
}

type OutputOf<Part> = Part extends z.ZodType ? z.output<Part> : undefined

/** A route for everybody. Its handler cannot see who asks. */
export function publicRoute<Schema extends RouteSchema>(app: App, definition: Definition<Schema, []>): void {
  add<Schema, []>(app, 'public', definition, { identify: async () => [], known: () => [] })
}

/** A route for everybody that answers members differently; its handler gets the member, or null. */
export function optionalRoute<Schema extends RouteSchema>(
  app: App,
  guard: Guard,
  definition: Definition<Schema, [Member | null]>,
): void {
  add<Schema, [Member | null]>(app, 'optional', definition, {
    identify: async (request) => [await guard.find(request)],
    known: (request) => {
      const member = guard.known(request)
      return member === undefined ? undefined : [member]
    },
  })
}

/** A route for members only: 401 before anything else is looked at. */
export function memberRoute<Schema extends RouteSchema>(
  app: App,
  guard: Guard,
  definition: Definition<Schema, [Member]>,
): void {
  add<Schema, [Member]>(app, 'member', definition, {
    identify: async (request) => [await guard.require(request)],
    known: (request) => {
      const member = guard.known(request)
      return member ? [member] : undefined
    },
  })
}

interface Permitted {
  /** For what cannot be undone: whoever asks has to have proved within five minutes who they are. The document says `x-step-up`. */
  stepUp?: boolean
}

/**
 * A route for members with a permission, from where the studio may be used: 401, then 403, before anything else is looked
 * at. The document says `x-permission`.
 */
export function permissionRoute<Schema extends RouteSchema>(
  app: App,
  guard: Guard,
  permission: Permission,
  { stepUp = false, ...definition }: Definition<Schema, [Member]> & Permitted,
): void {
  add<Schema, [Member]>(app, { permission, stepUp }, definition, {
    identify: async (request) => [await guard.permit(request, { permission, stepUp })],
    known: () => undefined,
  })
}

interface Identification<Caller> {
  identify: (request: FastifyRequest) => Promise<Caller>
  /** The same, if it is known without asking anybody. */
  known: (request: FastifyRequest) => Caller | undefined
}

function add<Schema extends RouteSchema, Caller extends unknown[]>(
  app: App,
  access: Access,
  definition: Definition<Schema, Caller>,
  { identify, known }: Identification<Caller>,
): void {
  const { method, url, schema, before, cached, early, handler } = definition
  const { unlimited = false, routine = false, foreignOrigins = false, setsCookies = false } = definition
  const callers = new WeakMap<object, Caller>()

  async function onRequest(request: FastifyRequest, reply: FastifyReply) {
    await before?.(request, reply)
    const caller = await identify(request)
    const answer = await cached?.(request, ...caller)
    if (answer) return reply.type(CACHED_TYPE).send(answer)
    callers.set(request, caller)
  }

  function cachedForKnown(request: FastifyRequest, reply: FastifyReply) {
    const caller = known(request)
    if (!caller) return undefined
    return before ? before(request, reply).then(() => cached?.(request, ...caller)) : cached?.(request, ...caller)
  }

  function earlyForKnown(request: FastifyRequest) {
    const caller = known(request)
    if (!caller) return undefined
    return (body: unknown) => {
      const sent = sentIn(schema, { params: request.params, query: request.query, body })
      return sent && early?.(request, sent, ...caller)
    }
  }

  const options: RouteOptions = {
    method,
    url,
    schema: {
      ...schema,
      response: { ...problems(429, 500), ...schema.response },
      ...(access === 'public' ? {} : { security: security(access) }),
      ...(typeof access === 'object' && { 'x-permission': access.permission }),
      ...(typeof access === 'object' && access.stepUp && { 'x-step-up': true }),
      ...(schema.body?.safeParse(undefined).success && { 'x-optional-body': true }),
      ...(setsCookies && { 'x-sets-cookies': true }),
      ...(foreignOrigins && { 'x-foreign-origins': true }),
    },
    config: {
      access,
      unlimited,
      routine,
      foreignOrigins,
      answersJson: answersJson(schema),
      ...(cached && { cached: cachedForKnown }),
      ...(early && { early: earlyForKnown }),
    },
    onRequest,
    ...(early && { preParsing: takeUp }),
    handler: async (request, reply) => {
      const caller = callers.get(request)
      if (!caller) throw new Error(`${url}: the handler ran before its guard`)
      return handler(request as TypedRequest<Schema>, ...caller, reply as TypedReply<Schema>)
    },
  }
  app.route(options)
}

/** undefined where something is not as its schema wants it. */
function sentIn<Schema extends RouteSchema>(
  { params, querystring, body }: Schema,
  sent: Record<keyof Sent<Schema>, unknown>,
): Sent<Schema> | undefined {
  const read = {
    params: params?.safeParse(sent.params),
    query: querystring?.safeParse(sent.query),
    body: body?.safeParse(sent.body),
  }
  if (Object.values(read).some((part) => part?.success === false)) return undefined
  return { params: read.params?.data, query: read.query?.data, body: read.body?.data } as Sent<Schema>
}

function answersJson({ response }: RouteSchema): boolean {
  return Object.entries(response).some(([status, schema]) => Number(status) < 300 && schema instanceof z.ZodType)
}

function security(access: Access) {
  const needed = [{ cookie: [] }, { bearer: [] }]
  return access === 'optional' ? [{}, ...needed] : needed
}
