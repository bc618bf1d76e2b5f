import type { LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { PERMISSIONS, type Permission } from '../access/permissions.ts'
import type { App } from '../http/app.ts'

/** The OpenAPI document of a server, as something to hold its answers against. */
export interface Contract {
  operations: readonly Operation[]
  /** @throws Error when an answer's status is not documented for its operation, or its body is not as documented. */
  check(method: string, url: string, response: LightMyRequestResponse): void
}

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As it stands in the document: `/content/detail/{content_id}`. */
  path: string
  operationId: string
  parameters: Parameter[]
  /** Null where there is no body. */
  bodyFields: string[] | null
  statuses: number[]
  /** Who may call it: null for everybody. */
  security: 'member' | 'optional' | null
  /** What a caller must be allowed; null where being a member, or nobody, is enough. */
  permission: Permission | null
  /** Whether the caller has to have proved within minutes who they are. */
  stepUp: boolean
  /** Whether pages of other sites may ask for it, whatever it changes. */
  foreignOrigins: boolean
  answers: Answers
}

export type Parameter = z.infer<typeof parameterSchema>
/** What an operation answers with: a schema for each media type; none where there is no body. */
type Answers = Map<number, Map<string, () => z.ZodType>>

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query']),
  schema: z.looseObject({
    enum: z.array(z.string()).optional(),
    example: z.union([z.string(), z.number()]).transform(String).optional(),
  }),
})
const contentSchema = z.record(z.string(), z.object({ schema: z.looseObject({ $ref: z.string().optional() }) }))
const itemSchema = z.object({
  operationId: z.string(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema.default({}) })),
  security: z.array(z.looseObject({})),
  'x-permission': z.enum(PERMISSIONS).optional(),
  'x-step-up': z.boolean().default(false),
  'x-foreign-origins': z.boolean().default(false),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), itemSchema)),
  components: z.object({ schemas: z.record(z.string(), z.looseObject({ properties: z.looseObject({}).optional() })) }),
})
type Item = z.infer<typeof itemSchema>
type Components = z.infer<typeof documentSchema>['components']

export function contractOf(app: App): Contract {
  const operations = operationsOf(app.swagger())
  return {
    operations,
    check: (method, url, response) => {
      const [path = ''] = url.split('?')
      const operation = operations.find((known) => known.method === method && matches(known.path, path))
      const violation = operation && violationOf(operation, response)
      if (violation) throw new Error(`${method} ${url} answered ${response.statusCode} ${response.body}: ${violation}`)
    },
  }
}

/** What an OpenAPI document of ours describes. */
export function operationsOf(document: unknown): Operation[] {
  const { paths, components } = documentSchema.parse(document)
  return Object.entries(paths).flatMap(([path, items]) =>
    Object.entries(items).map(([method, item]) => toOperation(method, path, item, components)),
  )
}

function toOperation(method: string, path: string, item: Item, components: Components): Operation {
  const body = item.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1)
  const open = item.security.some((scheme) => Object.keys(scheme).length === 0)
  return {
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).parse(method.toUpperCase()),
    path,
    operationId: item.operationId,
    parameters: item.parameters,
    bodyFields: body ? Object.keys(components.schemas[body]?.properties ?? {}) : null,
    statuses: Object.keys(item.responses).map(Number),
    security: item.security.length > 0 ? (open ? 'optional' : 'member') : null,
    permission: item['x-permission'] ?? null,
    stepUp: item['x-step-up'],
    foreignOrigins: item['x-foreign-origins'],
    answers: answersOf(item, components),
  }
}

function answersOf({ responses }: Item, components: Components): Answers {
  return new Map(
    Object.entries(responses).map(([status, { content }]) => {
      const schemas = Object.entries(content).map(
        ([contentType, { schema }]) => [contentType, whenAsked(() => toZod(schema, components))] as const,
      )
      return [Number(status), new Map(schemas)] as const
    }),
  )
}

function toZod(schema: object, components: Components): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: components.schemas })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
}

/** Most servers of tests answer a few of their operations; to make the schemas of all costs more than the server. */
function whenAsked<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}/?$`).test(path)
}

/** Any operation may answer 429: a limit on everything is the operator's choice. */
function violationOf({ answers }: Operation, response: LightMyRequestResponse): string | undefined {
  const expected = answers.get(response.statusCode)
  if (!expected) return response.statusCode === 429 ? undefined : 'this status is not documented'
  if (expected.size === 0) return response.body === '' ? undefined : 'there should be no body'
  const [contentType = ''] = String(response.headers['content-type']).split(';')
  const schema = expected.get(contentType)
  if (!schema) return `it should be ${[...expected.keys()].join(' or ')}`
  return schema().safeParse(contentType.endsWith('json') ? response.json() : response.body).error?.message
}
