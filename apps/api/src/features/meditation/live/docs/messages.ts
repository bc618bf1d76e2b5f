import { clientMessageSchema, serverMessageSchema } from '@better-and-bliss/breath/protocol'
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
  definitions?: Record<string, Schema>
}

export interface MessageDoc {
  /** The word in its `type`. */
  name: string
  description: string
  schema: Schema
}

const DEFINITION = '#/definitions/'
export const COMPONENT = '#/components/schemas/'

export const clientMessages = clientMessageSchema.options.map(describe)
export const serverMessages = serverMessageSchema.options.map(describe)

/** What several messages share, by name. */
export const sharedSchemas: Record<string, Schema> = Object.assign(
  {},
  ...[...clientMessages, ...serverMessages].map(({ schema }) => schema.definitions ?? {}),
)

function describe(message: z.ZodObject<{ type: z.ZodLiteral<string> }>): MessageDoc {
  const { $schema: _, ...schema } = z.toJSONSchema(message, { target: 'draft-7', io: 'input' })
  const text = JSON.stringify(schema, (key, value) => (isBound(key, value) ? undefined : value))
  return {
    name: message.shape.type.value,
    description: message.meta()?.description ?? '',
    schema: JSON.parse(text.replaceAll(DEFINITION, COMPONENT)),
  }
}

/** The ends of what JavaScript can count: true of every integer, and of no interest. */
function isBound(key: string, value: unknown): boolean {
  return (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
}
