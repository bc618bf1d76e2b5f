import type { AnsweredRequest } from '@better-and-bliss/observability/metrics'
import type { App } from './app.ts'

/** Tells of each answer, by the pattern of its route: addresses hold ids, of which there is no end. */
export function observeRequests(app: App, observe: (request: AnsweredRequest) => void): void {
  app.addHook('onResponse', (request, reply, next) => {
    const { method, routeOptions } = request
    observe({ method, route: routeOptions.url, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
    next()
  })
}
