import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { AuthParts } from './parts.ts'
import { profileSchema, toProfile } from './profile.ts'
import { selectUserBySub } from './queries.ts'

export function getProfile(app: App, { guard, db }: AuthParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/auth/profile',
    schema: {
      operationId: 'getProfile',
      tags: ['auth'],
      summary: 'Get detailed profile',
      response: { 200: profileSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, member) => {
      const user = await selectUserBySub(db, member.sub)
      if (!user) throw new AppError('unauthenticated', 'Not authenticated')
      return toProfile(user)
    },
  })
}
