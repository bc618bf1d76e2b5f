import { pino } from 'pino'
import type { App } from './app.ts'

const BUFFER_LENGTH = 4_096
const FLUSH_MS = 1_000
/** Longer than any of ours: what is beyond would only fill the log. */
const MAX_PATH_LENGTH = 200
/** pino's number for a warning. */
const WARNING = 40

/**
 * JSON lines on stdout. Warnings are written at once; the many lines of ordinary requests are joined for up to a second,
 * which a process that is killed may lose.
 */
export function requestLogger({ level, role }: { level: string; role: string }): pino.Logger {
  return pino({ level, base: { role }, serializers: { err: describeError } }, bufferedOutput(process.stdout))
}

function bufferedOutput(output: NodeJS.WriteStream): pino.DestinationStream & { lastLevel?: number } {
  let lines = ''
  const flush = () => {
    if (lines) output.write(lines)
    lines = ''
  }
  // Whoever read our lines may go away; that is no reason to stop serving.
  output.on('error', () => {})
  process.on('exit', flush)
  setInterval(flush, FLUSH_MS).unref()
  return Object.assign(
    {
      write(this: { lastLevel?: number }, line: string) {
        lines += line
        if (lines.length >= BUFFER_LENGTH || (this.lastLevel ?? 0) >= WARNING) flush()
      },
    },
    { [Symbol.for('pino.metadata')]: true },
  )
}

/** What helps to find a fault. Other properties of an error may hold values that somebody sent, so they stay out. */
function describeError(error: Error & { code?: unknown }): object {
  const { name, message, stack, code, cause } = error
  return { type: name, message, stack, code, ...(cause instanceof Error && { cause: describeError(cause) }) }
}

/** One line a request. It names what is safe to keep: headers, bodies and query strings may carry secrets. */
export function logRequests(app: App): void {
  app.addHook('onResponse', (request, reply, next) => {
    request.log.info(
      {
        method: request.method,
        path: pathOf(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
    next()
  })
}

function pathOf(url: string): string {
  const end = url.indexOf('?')
  return url.slice(0, Math.min(end < 0 ? url.length : end, MAX_PATH_LENGTH))
}
