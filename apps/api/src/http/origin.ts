import { AppError } from '../errors.ts'
import type { App } from './app.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what a foreign page asks for with a member's cookies, if it changes anything or opens a socket (CORS does not
 * cover those). Programs such as curl send no Origin and pass.
 */
export function refuseForeignOrigins(app: App, allowed: string[]): void {
  const origins = new Set(allowed.map((url) => new URL(url).origin))
  app.addHook('onRequest', (request, _reply, next) => {
    const { origin } = request.headers
    const isSafe = SAFE.has(request.method) && !request.ws
    if (origin === undefined || isSafe || origins.has(origin)) return next()
    if (request.routeOptions.config.foreignOrigins) return next()
    next(new AppError('foreign_origin', 'This site may not change anything here'))
  })
}
