import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { optionalRoute } from '../../http/routes.ts'
import type { AuthParts } from './parts.ts'

export function logout(app: App, { db, guard, identity, signIns, cookies }: AuthParts): void {
  optionalRoute(app, guard, {
    method: 'POST',
    url: '/auth/logout',
    setsCookies: true,
    schema: {
      operationId: 'logout',
      tags: ['auth'],
      summary: 'Logout user',
      description:
        'Ends the sign-in: its tokens, its streams and its cookies. Answers the same when nobody was signed in.',
      response: {
        200: z.object({ success: z.literal(true) }).meta({ id: 'Done' }),
        ...problems(400, 403, 413, 415, 503),
      },
    },
    handler: async (request, member, reply) => {
      cookies.clear(reply)
      const refreshToken = cookies.refreshToken(request.headers.cookie ?? '')
      const named = refreshToken ? identity.signInOf(refreshToken) : null
      for (const id of new Set([named, member?.signInId])) {
        if (id) await signIns.revoke(db, id, 'signed_out')
      }
      if (refreshToken) await identity.revoke(refreshToken)
      if (member) guard.forget(member.sub)
      return { success: true as const }
    },
  })
}
