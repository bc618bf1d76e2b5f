import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { boundedText } from '../../text/bounded-text.ts'
import type { AuthParts } from './parts.ts'
import { profileSchema, toProfile } from './profile.ts'
import { updateProfile as updateProfileRow } from './queries.ts'
import { displayName, language } from './schemas.ts'

/** Only what a member may change themselves. Role, tier, status, email and id are not here, so they are ignored. */
const body = z
  .object({
    display_name: displayName.optional().meta({ example: 'John Doe' }),
    full_name: displayName.optional().describe('The same field under the name that registration uses'),
    avatar_url: z
      .union([
        boundedText(2048)
          .pipe(z.url({ protocol: /^https$/, normalize: true, error: 'must be an https address' }))
          .meta({ format: 'uri' }),
        z.literal(''),
      ])
      .nullish()
      .describe('An https address; null or empty removes the picture. It is stored, never fetched by the server.'),
    analytics_opt_out: z.boolean().optional(),
    language: language.optional().describe('What the pages shall speak to the member'),
  })
  .meta({ id: 'ProfileUpdate' })

export function updateProfile(app: App, { guard, db }: AuthParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/auth/profile',
    schema: {
      operationId: 'updateProfile',
      tags: ['auth'],
      summary: 'Update user profile',
      description: 'Fields that are left out stay as they are.',
      body,
      response: { 200: profileSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { display_name, full_name, avatar_url, analytics_opt_out, language } = request.body
      const user = await updateProfileRow(db, member.sub, {
        displayName: display_name ?? full_name ?? null,
        avatarUrl: avatar_url === null ? '' : (avatar_url ?? null),
        analyticsOptOut: analytics_opt_out ?? null,
        language: language ?? null,
      })
      if (!user) throw new AppError('unauthenticated', 'Not authenticated')
      return toProfile(user)
    },
  })
}
