import type { LogIntake } from '@better-and-bliss/observability/logs'
import type { Tracer } from '@better-and-bliss/observability/tracing'
import type { FastifyRequest } from 'fastify'
import { pino } from 'pino'
import type { App } from './app.ts'

const BUFFER_LENGTH = 65_536
const FLUSH_MS = 1_000
/** pino's number for a warning. */
const WARNING = 40

/**
 * JSON lines on stdout. Warnings are written at once; the many lines of ordinary requests are joined for up to a second,
 * which a process that is killed may lose.
 */
export function requestLogger({ level, role, intake = null, tracer }: LoggerOptions): pino.Logger {
  // pino writes the line's own fields into the object that it gets.
  const mixin = tracer && { mixin: () => ({ ...tracer.logFields() }) }
  const options = { level, base: { role }, serializers: { err: describeError }, ...mixin }
  return pino(options, bufferedOutput(process.stdout, intake))
}

interface LoggerOptions {
  level: string
  role: string
  /** Gets each line, too. */
  intake?: Pick<LogIntake, 'write'> | null
  /** Says in what a line is written. */
  tracer?: Pick<Tracer, 'logFields'>
}

function bufferedOutput(
  output: NodeJS.WriteStream,
  intake: Pick<LogIntake, 'write'> | null,
): pino.DestinationStream & { lastLevel?: number } {
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
        intake?.write(line)
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

/** One line a request, but for what machines ask again and again and get: that is
 * counted, and told at level `debug`. It names what is safe to keep: headers, bodies and addresses may carry secrets. */
export function logRequests(app: App): void {
  app.addHook('onResponse', (request, reply, next) => {
    const isRoutine = request.routeOptions.config.routine === true && reply.statusCode < 400
    if (isRoutine && !DETAILED.has(request.log.level)) return next()
    request.log.info(
      {
        method: request.method,
        path: pathOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
    next()
  })
}

const DETAILED: ReadonlySet<string> = new Set(['debug', 'trace'])
const HARMLESS = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,10})$/i

/** Its route's pattern with the ids in it: other words of an address are a stranger's, and may be tokens or somebody's mail address. */
function pathOf({ params, routeOptions }: FastifyRequest): string {
  const values = params as Readonly<Record<string, string>>
  return (routeOptions.url ?? 'none').replaceAll(/:(\w+)/g, (pattern, name: string) => {
    const value = values[name] ?? ''
    return HARMLESS.test(value) ? value : pattern
  })
}
