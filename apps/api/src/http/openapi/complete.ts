import { codeForStatus } from '../../errors.ts'
import { statusTitle } from '../status-title.ts'
import { exampleOf, fillFields, type Schema } from './fields.ts'
import { GLOSSARY } from './glossary.ts'
import { STATUS_MEANINGS } from './status-meanings.ts'

interface Content {
  schema: Schema
  example?: unknown
}

interface Response {
  description?: string
  headers?: Record<string, unknown>
  content?: Record<string, Content>
}

interface Parameter {
  name: string
  description?: string
  example?: unknown
  schema: Schema
}

interface Operation {
  operationId: string
  summary: string
  description?: string
  security?: unknown[]
  parameters?: Parameter[]
  requestBody?: { description?: string; required?: boolean; content: Record<string, Content> }
  responses: Record<string, Response>
  'x-optional-body'?: boolean
  'x-sets-cookies'?: boolean
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; headers?: Record<string, unknown> }
}

const HEADERS = {
  RequestId: {
    description: "The id of the request: the caller's own if it sent a harmless one",
    schema: { type: 'string', example: 'mx0s-1' },
  },
  Location: {
    description: 'Where to go',
    schema: { type: 'string', example: 'https://app.example.org/sign-in/done' },
  },
  RetryAfter: { description: 'Seconds until it is worth trying again', schema: { type: 'integer', example: 5 } },
  RateLimit: {
    description: 'What is left of each limit that holds (`r`), and when it begins anew, in seconds (`t`)',
    schema: { type: 'string', example: '"api";r=99;t=60' },
  },
  RateLimitPolicy: {
    description: 'The limits that hold: so many requests (`q`) in so many seconds (`w`)',
    schema: { type: 'string', example: '"api";q=100;w=60' },
  },
  WwwAuthenticate: { description: 'How to sign in', schema: { type: 'string', example: 'Bearer' } },
  SetCookie: {
    description: 'Sets, or clears, `access_token` and `refresh_token`: HttpOnly, a header each',
    schema: { type: 'string', example: 'access_token=eyJ…; Max-Age=900; Path=/; HttpOnly; SameSite=Strict' },
  },
}

/** Says of every operation, answer and field what it means, with an example, and which headers an answer has. */
export function completeDocument(document: Document): Document {
  const { schemas } = document.components
  for (const [name, schema] of Object.entries(schemas)) fillFields(name, schema, schemas)
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) completeOperation(operation, schemas)
  }
  document.components.headers = HEADERS
  return document
}

function completeOperation(operation: Operation, schemas: Record<string, Schema>): void {
  const { 'x-optional-body': optionalBody, 'x-sets-cookies': setsCookies } = operation
  delete operation['x-optional-body']
  delete operation['x-sets-cookies']
  operation.description ??= `${operation.summary}.`
  operation.security ??= []
  for (const parameter of operation.parameters ?? []) completeParameter(parameter, operation.operationId)
  if (operation.requestBody) {
    operation.requestBody.required = !optionalBody
    for (const content of Object.values(operation.requestBody.content))
      content.example ??= exampleOf(content.schema, schemas)
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    completeResponse(status, response, schemas)
    if (setsCookies && (status === '200' || status === '302'))
      response.headers = { ...response.headers, 'Set-Cookie': header('SetCookie') }
  }
}

function completeParameter(parameter: Parameter, operationId: string): void {
  const { name, schema } = parameter
  const [description, example] = GLOSSARY[`${operationId}.${name}`] ?? GLOSSARY[name] ?? []
  parameter.description ??= schema.description ?? description ?? ''
  const value = schema.example ?? example ?? exampleOf(schema, {})
  parameter.example ??= schema.type === 'string' ? String(value) : value
  delete schema.pattern
}

function completeResponse(status: string, response: Response, schemas: Record<string, Schema>): void {
  const [content] = Object.values(response.content ?? {})
  const named = content?.schema.$ref ? schemas[nameOf(content.schema.$ref)] : undefined
  const isProblem = named !== undefined && named === schemas.Problem
  response.description = (isProblem ? undefined : named?.description) ?? STATUS_MEANINGS[status] ?? ''
  response.headers = {
    'X-Request-Id': header('RequestId'),
    ...(status === '302' && { Location: header('Location') }),
    ...((status === '429' || status === '503') && { 'Retry-After': header('RetryAfter') }),
    ...(status === '429' && { RateLimit: header('RateLimit'), 'RateLimit-Policy': header('RateLimitPolicy') }),
    ...(status === '401' && { 'WWW-Authenticate': header('WwwAuthenticate') }),
  }
  for (const [type, { schema }] of Object.entries(response.content ?? {})) {
    const example = isProblem ? problemExample(Number(status)) : exampleOf(schema, schemas)
    response.content = { ...response.content, [type]: { schema, example } }
  }
}

function header(name: keyof typeof HEADERS) {
  return { $ref: `#/components/headers/${name}` }
}

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? ''
}

function problemExample(status: number) {
  return {
    type: 'about:blank',
    title: statusTitle(status),
    status,
    detail: STATUS_MEANINGS[status],
    code: codeForStatus(status),
    request_id: 'mx0s-1',
  }
}
