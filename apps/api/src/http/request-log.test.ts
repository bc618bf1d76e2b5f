import { noTracer } from '@better-and-bliss/observability/tracing'
import { afterAll, expect, test, vi } from 'vitest'
import { requestLogger } from './request-log.ts'

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
