import { noTracer } from '@better-and-bliss/observability/tracing'
import { type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify'
import { pino } from 'pino'
import { afterAll, expect, test, vi } from 'vitest'
import type { App } from './app.ts'
import { logRequests, requestLogger } from './request-log.ts'

const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
afterAll(() => output.mockRestore())

test('what one line says stays on that line', () => {
  const lines: unknown[] = []
  const intake = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const log = requestLogger({ level: 'info', role: 'api', intake, tracer: noTracer })
  log.warn({ mailId: '1', err: new Error('refused') }, 'A mail cannot be sent')
  log.warn('Later')
  expect(lines[1]).toEqual({ level: 40, time: expect.any(Number), role: 'api', msg: 'Later' })
})

test.each([
  ['info', ['/once', '/again?status=404']],
  ['debug', ['/once', '/again', '/again?status=404']],
])(
  'at level %s the log names what people ask, what is refused, and what machines ask only in detail',
  async (level, told) => {
    const lines: { path: string; status: number }[] = []
    const loggerInstance = pino({ level }, { write: (line: string) => void lines.push(JSON.parse(line)) })
    const app = fastify({ loggerInstance, logController: new LogController({ disableRequestLogging: true }) })
    logRequests(app as unknown as App)
    const handler = async ({ query }: FastifyRequest, reply: FastifyReply) =>
      reply.code(Number((query as { status?: string }).status ?? 200)).send({})
    app.get('/once', handler)
    app.get('/again', { config: { routine: true } }, handler)
    for (const url of ['/once', '/again', '/again?status=404']) await app.inject(url)
    const requests = lines.filter(({ path }) => path !== undefined)
    expect(requests.map(({ path, status }) => (status === 404 ? `${path}?status=404` : path))).toEqual(told)
  },
)
