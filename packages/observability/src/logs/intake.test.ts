import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { Secret } from '@better-and-bliss/settings'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { logIntake } from './intake.ts'

const DATADOG = {
  kind: 'datadog' as const,
  traces: false,
  agentUrl: 'http://127.0.0.1:8126',
  logs: { apiKey: new Secret('a key of Datadog'), site: 'datadoghq.eu' },
  service: 'betterbliss-auth',
  environment: 'production',
  version: '1.0.0',
}

let stack: AsyncDisposableStack
let received: { key: unknown; lines: Record<string, unknown>[] }[]
let asked: string[]
let status: number
let fetchHere: typeof fetch

beforeEach(async () => {
  stack = new AsyncDisposableStack()
  received = []
  asked = []
  status = 202
  const server = createServer((request, response) => {
    void json(request).then((lines) => {
      received.push({ key: request.headers['dd-api-key'], lines: lines as Record<string, unknown>[] })
      response.writeHead(status).end('{}')
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  stack.defer(() => server.close().closeAllConnections())
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  fetchHere = (url, init) => {
    asked.push(url instanceof Request ? url.url : url.toString())
    return fetch(here, init)
  }
})
afterEach(() => stack.disposeAsync())

const open = () => {
  const intake = logIntake(DATADOG, { role: 'api', host: 'studio-1', fetch: fetchHere })
  if (!intake) throw new Error('Logs are wanted')
  return intake
}

test('lines arrive at the site with the key, as they were written and with who wrote them', async () => {
  {
    await using intake = open()
    intake.write('{"level":30,"msg":"request","dd":{"trace_id":"1","span_id":"2"}}\n')
    intake.write('{"level":40,"msg":"A \\"warning\\""}\n')
  }
  expect(asked).toEqual(['https://http-intake.logs.datadoghq.eu/api/v2/logs'])
  const who = {
    ddsource: 'nodejs',
    service: 'betterbliss-auth',
    hostname: 'studio-1',
    ddtags: 'role:api,env:production,version:1.0.0',
  }
  expect(received).toEqual([
    {
      key: 'a key of Datadog',
      lines: [
        { ...who, level: 30, msg: 'request', dd: { trace_id: '1', span_id: '2' } },
        { ...who, level: 40, msg: 'A "warning"' },
      ],
    },
  ])
})

test('a thousand lines go at once, and no more of them together', async () => {
  {
    await using intake = open()
    for (let n = 0; n < 2_500; n++) intake.write(`{"n":${n}}\n`)
  }
  expect(received.every(({ lines }) => lines.length <= 1_000)).toBe(true)
  expect(received.flatMap(({ lines }) => lines.map(({ n }) => n))).toEqual(Array.from({ length: 2_500 }, (_, n) => n))
})

test('what is not taken now is sent again, what is refused is not, and the process ends in any case', async () => {
  status = 503
  {
    await using intake = open()
    intake.write('{"n":1}\n')
  }
  expect(received).toHaveLength(1)
  received = []
  status = 403
  {
    await using intake = open()
    intake.write('{"n":1}\n')
  }
  expect(received).toHaveLength(1)
})

test('nothing is sent where nobody asked for it', () => {
  expect(logIntake({ kind: 'off' }, { role: 'api', host: 'studio-1' })).toBe(null)
  expect(logIntake({ ...DATADOG, logs: undefined }, { role: 'api', host: 'studio-1' })).toBe(null)
})
