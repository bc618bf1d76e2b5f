import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const described = z.looseObject({
  description: z.string().min(2),
  example: z.unknown().refine((value) => value !== undefined),
})
const named = z.looseObject({ description: z.string().min(2) })
const media = z.record(z.string(), z.looseObject({ example: z.unknown() }))
const operation = z.looseObject({
  operationId: z.string(),
  description: z.string().min(2),
  security: z.array(z.looseObject({})),
  parameters: z.array(described).default([]),
  requestBody: z.looseObject({ required: z.boolean(), content: media }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({
      description: z.string().min(2),
      headers: z.record(z.string(), z.unknown()),
      content: media.optional(),
    }),
  ),
})
const { paths, components } = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), operation)),
    components: z.looseObject({ schemas: z.record(z.string(), named) }),
  })
  .parse(server.app.swagger())
const operations = Object.values(paths).flatMap((path) => Object.values(path))
const ofId = (id: string) => operations.find(({ operationId }) => operationId === id)

test.each(Object.entries(components.schemas))(
  '%s and each of its fields are described, with an example',
  (name, schema) => {
    expect(described.safeParse(schema).error?.message).toBeUndefined()
    const lacking = [...fieldsOf(name, schema)].filter(
      ([, field]) => !('$ref' in field) && !described.safeParse(field).success,
    )
    expect(lacking).toEqual([])
  },
)

describe.each(operations)('$operationId', ({ operationId, responses }) => {
  test('names the headers of its answers, and can be limited or fail', () => {
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', '500']))
    for (const [status, { headers }] of Object.entries(responses)) {
      expect(headers).toHaveProperty('X-Request-Id')
      expect('RateLimit' in headers && 'RateLimit-Policy' in headers, status).toBe(status === '429')
      expect('Retry-After' in headers, status).toBe(status === '429' || status === '503')
      expect('WWW-Authenticate' in headers, status).toBe(status === '401')
    }
    const signs = [
      ...['login', 'register', 'refresh', 'logout'],
      ...['answerChallenge', 'changePassword', 'confirmEmailChange', 'deleteAccount'],
    ].includes(operationId)
    expect('Set-Cookie' in (responses[200]?.headers ?? {})).toBe(signs)
  })

  test('has examples that are as its schemas say', () => {
    const known = server.contract.operations.find((known) => known.operationId === operationId)
    for (const [status, content] of known?.answers ?? []) {
      for (const [type, schema] of content) {
        const example = responses[status]?.content?.[type]?.example
        expect(schema().safeParse(example).error?.message, `${status} ${type}`).toBeUndefined()
      }
    }
  })
})

test('who needs no session is told so: their security is empty', () => {
  expect(ofId('getHealth')?.security).toEqual([])
  expect(ofId('getMe')?.security).toEqual([{ cookie: [] }, { bearer: [] }])
})

test('a body that may be left out is not required', () => {
  const required = ['startSession', 'completeSession', 'login'].map((id) => ofId(id)?.requestBody?.required)
  expect(required).toEqual([false, false, true])
})

test('patterns compile in any engine: no Unicode classes, no look-around', () => {
  const patterns = [...JSON.stringify({ paths, components }).matchAll(/"pattern":"((?:[^"\\]|\\.)*)"/g)].map(
    ([, text]) => text,
  )
  expect(patterns.filter((pattern) => /\\p\{|\(\?[<=!]/.test(pattern ?? ''))).toEqual([])
})

function fieldsOf(path: string, schema: Record<string, unknown>): [string, Record<string, unknown>][] {
  const nested = z.looseObject({
    properties: z.record(z.string(), z.looseObject({})).default({}),
    items: z.looseObject({}).optional(),
    anyOf: z.array(z.looseObject({})).default([]),
  })
  const { properties, items, anyOf } = nested.parse(schema)
  return [
    ...Object.entries(properties).flatMap(([name, field]): [string, Record<string, unknown>][] => [
      [`${path}.${name}`, field],
      ...fieldsOf(`${path}.${name}`, field),
    ]),
    ...[items, ...anyOf].flatMap((inner) => (inner ? fieldsOf(path, inner) : [])),
  ]
}
