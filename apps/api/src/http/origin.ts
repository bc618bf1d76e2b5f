import { AppError } from '../errors.ts'
import type { App } from './app.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses state-changing requests that a foreign page sends with a member's cookies. Programs such as curl send no
 * Origin and pass.
 */
export function refuseForeignOrigins(app: App, allowed: string[]): void {
  const origins = new Set(allowed.map((url) => new URL(url).origin))
  app.addHook('onRequest', (request, _reply, next) => {
    const { origin } = request.headers
    if (origin === undefined || SAFE.has(request.method) || origins.has(origin)) return next()
    next(new AppError('foreign_origin', 'This site may not change anything here'))
  })
}
