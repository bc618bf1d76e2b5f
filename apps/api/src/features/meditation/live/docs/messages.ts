import {
  circleClientMessageSchema,
  circleServerMessageSchema,
  clientMessageSchema,
  serverMessageSchema,
} from '@better-and-bliss/breath/protocol'
import { z } from 'zod'

/** A JSON Schema, as far as the page reads it. */
export interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  maxLength?: number
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
}

export interface MessageDoc {
  /** The word in its `type`. */
  name: string
  description: string
  schema: Schema
}

const DEFINITION = '#/definitions/'
export const COMPONENT = '#/components/schemas/'

/** What several messages share, by name. */
export const sharedSchemas: Record<string, Schema> = {}

export const clientMessages = clientMessageSchema.options.map(describe)
export const serverMessages = serverMessageSchema.options.map(describe)
export const circleClientMessages = circleClientMessageSchema.options.map(describe)
export const circleServerMessages = circleServerMessageSchema.options.map(describe)

function describe(message: z.ZodObject<{ type: z.ZodLiteral<string> }>): MessageDoc {
  const text = JSON.stringify(z.toJSONSchema(message, { target: 'draft-7', io: 'input' }), (key, value) =>
    key === '$schema' || isBound(key, value) ? undefined : value,
  )
  const { definitions, ...root } = JSON.parse(text.replaceAll(DEFINITION, COMPONENT))
  const { id = '', description = '' } = message.meta() ?? {}
  // A named schema is put among the shared ones; a message is nobody's but its own.
  const { [id]: schema = root, ...shared } = definitions ?? {}
  Object.assign(sharedSchemas, shared)
  return { name: message.shape.type.value, description, schema }
}

/** The ends of what JavaScript can count: true of every integer, and of no interest. */
function isBound(key: string, value: unknown): boolean {
  return (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
}
