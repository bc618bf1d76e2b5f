import { clientMessageSchema } from '@better-and-bliss/breath/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { readMessage } from './features/meditation/live/messages.ts'
import { newContentSchema } from './features/studio/content/add-content.ts'
import { publish } from './testing/catalogue-rows.ts'
import type { Operation } from './testing/contract.ts'
import { signUp } from './testing/members.ts'
import { testServer } from './testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const cookies = await signUp(server, 'ada@example.com')
const item = await publish(server, { title: 'Ocean', heights: [360] })

/** Below the body's limit of 100 KiB; an address and a header are cut at 16 KB. */
const BODY_BYTES = 95_000
const HEAD_BYTES = 12_000
/** Each of them took seconds where a pattern or a normalisation met it before its length did. */
const HOSTILE: Record<string, (bytes: number) => string> = {
  digits: (bytes) => `Aa!${'1'.repeat(bytes - 3)}`,
  'combining marks': (bytes) => `a${'\u0301\u0327'.repeat(bytes / 4 - 1)}`,
  'nested brackets': (bytes) => '(['.repeat(bytes / 2),
  'repeated separators': (bytes) => `${'a.-'.repeat(bytes / 3 - 1)}!`,
  'separators at the end': (bytes) => `a@${'.'.repeat(bytes - 2)}`,
  blanks: (bytes) => `a${' '.repeat(bytes - 2)}a`,
  slashes: (bytes) => `https://a${'/..'.repeat(bytes / 3 - 4)}`,
}
/** Of the main thread, whatever the machine's other work: hashing, which others do, does not count. */
function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}

/** Room for a collection of garbage and for code that is compiled. */
const LIMIT_MS = 25
/** What the same bytes cost where nobody looks at them. */
const limitFor = (plainMs: number) => plainMs * 4 + LIMIT_MS

/** The cheapest of three rounds; the first one that keeps the limit is enough. */
async function cheapest(work: () => unknown, limitMs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3 && best >= limitMs; round++) {
    const start = process.threadCpuUsage()
    await work()
    best = Math.min(best, cpuMsSince(start))
  }
  return best
}

const RIGHT: Record<string, string> = {
  email: 'new@example.com',
  password: 'SecurePass123!',
  full_name: 'Ada',
  q: 'ocean',
}

const places = server.contract.operations.flatMap((operation) => {
  const body = (operation.bodyFields ?? []).map((name) => ({ operation, where: 'body' as const, name }))
  return [...body, ...operation.parameters.map((p) => ({ operation, where: p.in, name: p.name }))]
})

describe('what a string costs is in proportion to its length', () => {
  test('every body, query and path of every route is tried', () => {
    expect(places.length).toBeGreaterThan(30)
    expect(new Set(places.map(({ where }) => where))).toEqual(new Set(['body', 'query', 'path']))
  })

  test.each(places.map((place) => ({ ...place, title: `${place.operation.method} ${place.operation.path}` })))(
    '$title: $where $name',
    async ({ operation, where, name }) => {
      const bytes = where === 'body' ? BODY_BYTES : HEAD_BYTES
      const limitMs = limitFor(await cheapest(() => send(operation, where, 'other', 'x'.repeat(bytes)), 0))
      for (const [kind, make] of Object.entries(HOSTILE)) {
        const cost = await cheapest(() => send(operation, where, name, make(bytes)), limitMs)
        expect(cost, kind).toBeLessThan(limitMs)
      }
    },
  )

  test.each(['cookie', 'authorization', 'user-agent', 'origin', 'x-request-id', 'content-type', 'accept'])(
    'the header %s',
    async (header) => {
      for (const [kind, make] of Object.entries(HOSTILE)) {
        const value = Buffer.from(make(HEAD_BYTES))
          .toString('latin1')
          .replace(/[^ -~]/g, '~')
        const cost = await cheapest(
          () => server.app.inject({ url: '/auth/me', headers: { [header]: value } }),
          LIMIT_MS,
        )
        expect(cost, kind).toBeLessThan(LIMIT_MS)
      }
    },
  )

  test.each(stringPaths(HELLO()))('a message of the socket: %s', async (path) => {
    for (const [kind, make] of Object.entries(HOSTILE)) {
      const text = JSON.stringify(withValue(HELLO(), path, make(60_000)))
      expect(await cheapest(() => readMessage(text), LIMIT_MS), kind).toBeLessThan(LIMIT_MS)
    }
  })

  test.each(Object.keys(newContentSchema.shape))('content:add: %s', async (name) => {
    for (const [kind, make] of Object.entries(HOSTILE)) {
      const cost = await cheapest(() => newContentSchema.safeParse({ ...CONTENT, [name]: make(BODY_BYTES) }), LIMIT_MS)
      expect(cost, kind).toBeLessThan(LIMIT_MS)
    }
  })
})

const CONTENT = { title: 'Ocean', category: 'Movement', tier: 'free' }

function HELLO() {
  const id = '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11'
  const hello = {
    type: 'hello',
    v: 1,
    session_id: id,
    format: 'features',
    rate: 16_000,
    profile: 'abc',
    resume: { stream: id, last_seq: 0 },
  }
  clientMessageSchema.parse(hello)
  return hello
}

function send({ method, path }: Operation, where: 'body' | 'query' | 'path', name: string, value: string) {
  const inPath = where === 'path' && path.includes(`{${name}}`)
  const url = path.replace(/\{\w+\}/, inPath ? encodeURIComponent(value).slice(0, HEAD_BYTES) : item)
  const query = where === 'query' ? `?${name}=${encodeURIComponent(value).slice(0, HEAD_BYTES)}` : ''
  const body = where === 'body' ? { ...RIGHT, [name]: value } : {}
  const withBody = method === 'POST' || method === 'PUT'
  return server.app.inject({
    method,
    url: `${url}${query}`,
    headers: { cookie: cookies },
    ...(withBody && { payload: body }),
    remoteAddress: '203.0.113.1',
  })
}

/** The paths of all strings in a value: `resume.stream`. */
function stringPaths(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner === 'string') return [`${prefix}${name}`]
    return typeof inner === 'object' && inner !== null ? stringPaths(inner, `${prefix}${name}.`) : []
  })
}

function withValue(value: object, path: string, replacement: string): object {
  const [name = '', ...rest] = path.split('.')
  const inner = (value as Record<string, object>)[name] ?? {}
  return { ...value, [name]: rest.length > 0 ? withValue(inner, rest.join('.'), replacement) : replacement }
}
