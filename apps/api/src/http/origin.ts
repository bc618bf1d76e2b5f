import { AppError } from '../errors.ts'
import type { App } from './app.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses state-changing requests that a foreign page sends with a member's cookies. Programs such as curl send no
 * Origin and pass.
 */
export function refuseForeignOrigins(app: App, allowed: string[]): void {
  const origins = new Set(allowed.map((url) => new URL(url).origin))
  app.addHook('onRequest', async (request) => {
    const { origin } = request.headers
    if (SAFE.has(request.method) || origin === undefined || origins.has(origin)) return
    throw new AppError('foreign_origin', 'This site may not change anything here')
  })
}
