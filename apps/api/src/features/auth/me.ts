import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { AuthParts } from './parts.ts'
import { toUser, userSchema } from './schemas.ts'

export function me(app: App, { guard }: AuthParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/auth/me',
    schema: {
      operationId: 'getMe',
      tags: ['auth'],
      summary: 'Get current user info',
      response: { 200: userSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, member) => toUser(member),
  })
}
