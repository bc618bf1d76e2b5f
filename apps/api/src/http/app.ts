import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ZodType } from 'zod'

export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** What a route says about itself; validation, types and the OpenAPI document come from it. */
export interface RouteSchema {
  operationId: string
  tags: [string]
  summary: string
  description?: string
  params?: ZodType
  querystring?: ZodType
  /** Of a body that is not JSON: its media type. */
  consumes?: [string]
  body?: ZodType
  response: Record<number, ZodType | { content: Record<string, { schema: ZodType }> }>
}

export type TypedRequest<Schema extends RouteSchema> = FastifyRequest<
  RouteGenericInterface,
  Server,
  IncomingMessage,
  Schema,
  ZodTypeProvider
>

export type TypedReply<Schema extends RouteSchema> = FastifyReply<
  RouteGenericInterface,
  Server,
  IncomingMessage,
  ServerResponse,
  unknown,
  Schema,
  ZodTypeProvider
>
