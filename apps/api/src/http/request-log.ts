import type { FastifyServerOptions } from 'fastify'
import { stdSerializers } from 'pino'
import type { App } from './app.ts'

/** Fields that must never reach a log, wherever they stand. */
const SECRET_PATHS = ['password', 'access_token', 'refresh_token', 'headers.cookie', 'headers.authorization'].flatMap(
  (path) => [path, `*.${path}`],
)

/** JSON lines on stdout. Buffered in memory between turns would lose the last ones on a crash, so they are not. */
export function loggerOptions(level: string): FastifyServerOptions['logger'] {
  return {
    level,
    base: { role: 'api' },
    redact: { paths: SECRET_PATHS, censor: '[secret]' },
    serializers: { err: stdSerializers.err },
  }
}

/** One line a request. Query strings are left out: they may carry tokens. */
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
  return end < 0 ? url : url.slice(0, end)
}
