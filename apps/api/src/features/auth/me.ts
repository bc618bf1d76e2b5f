import type { Member } from '../../access/member.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { AuthParts } from './parts.ts'
import { toUser, userSchema } from './schemas.ts'

/** Pages ask at every start: the answer stays kept as long as the member's standing is known. */
export function me(app: App, { guard }: AuthParts): void {
  const answers = new WeakMap<Member, Buffer>()
  memberRoute(app, guard, {
    method: 'GET',
    url: '/auth/me',
    schema: {
      operationId: 'getMe',
      tags: ['auth'],
      summary: 'Get current user info',
      response: { 200: userSchema, ...problems(401, 403, 503) },
    },
    cached: (_request, member) => answers.get(member),
    handler: async (_request, member) => {
      const user = toUser(member)
      answers.set(member, Buffer.from(JSON.stringify(user)))
      return user
    },
  })
}
