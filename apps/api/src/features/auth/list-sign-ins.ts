import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { LivingSignIn } from '../../members/queries.ts'
import { deviceWords } from '../../text/device-words.ts'
import { placeWords } from '../../text/place-words.ts'
import type { AuthParts } from './parts.ts'

const MAX_LISTED = 100

const signInSchema = z
  .object({
    id: z.guid(),
    device: z.string().describe('Browser and system, from a list of known ones'),
    place: z.string().nullable().describe('The country that it was used from last; null where nobody knows'),
    since: z.iso.datetime(),
    last_seen: z.iso.datetime().describe('True to a few minutes'),
    current: z.boolean().describe('Whether this request belongs to it'),
  })
  .meta({ id: 'SignIn' })

export function listSignIns(app: App, { guard, db, signIns }: AuthParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/auth/sessions',
    schema: {
      operationId: 'listSignIns',
      tags: ['auth'],
      summary: 'Where the member is signed in',
      description: `Those that were used last first, ${MAX_LISTED} at the most.`,
      response: {
        200: z.object({ sessions: z.array(signInSchema) }).meta({ id: 'SignIns' }),
        ...problems(401, 403, 503),
      },
    },
    handler: async (_request, { sub, signInId }) => {
      const living = await signIns.list(db, sub, { limit: MAX_LISTED })
      return { sessions: living.map((signIn) => toSignIn(signIn, signInId)) }
    },
  })
}

function toSignIn(signIn: LivingSignIn, currentId: string): z.infer<typeof signInSchema> {
  return {
    id: signIn.id,
    device: deviceWords(signIn.device),
    place: placeWords(signIn.country),
    since: signIn.created_at.toISOString(),
    last_seen: signIn.last_seen_at.toISOString(),
    current: signIn.id === currentId,
  }
}
