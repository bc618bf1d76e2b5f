import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { SystemParts } from './parts.ts'

/** Alive: asks nothing of anybody else, so that a slow database does not get healthy processes killed. */
export function health(app: App, { version }: SystemParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/health',
    schema: {
      operationId: 'getHealth',
      tags: ['system'],
      summary: 'Health check (the process is alive)',
      response: {
        200: z.object({ status: z.literal('healthy'), version: z.string() }).meta({ id: 'Health' }),
      },
    },
    unlimited: true,
    routine: true,
    handler: async () => ({ status: 'healthy' as const, version }),
  })
}
