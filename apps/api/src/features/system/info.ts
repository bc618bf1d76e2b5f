import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { SystemParts } from './parts.ts'

export function info(app: App, { version }: SystemParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/',
    schema: {
      operationId: 'getInfo',
      tags: ['system'],
      summary: 'API root (info)',
      response: {
        200: z
          .object({ name: z.string(), version: z.string(), docs: z.string(), redoc: z.string(), health: z.string() })
          .meta({ id: 'Info' }),
      },
    },
    handler: async () => ({
      name: 'Better & Bliss API',
      version,
      docs: '/api/docs',
      redoc: '/api/redoc',
      health: '/health',
    }),
  })
}
