import { z } from 'zod'
import type { Member } from '../../../access/member.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { deviceWords } from '../../../text/device-words.ts'
import { placeWords } from '../../../text/place-words.ts'
import type { StudioRouteParts } from '../parts.ts'
import { unknownMember } from './acts.ts'
import { selectMember, selectStreamsOf } from './queries.ts'
import { mayDecideOn } from './rights.ts'
import { memberParams, studioMemberSchema, toMember } from './schemas.ts'

const MAX_SIGN_INS = 20

const signInSchema = z
  .object({
    device: z
      .string()
      .meta({ description: 'Browser and system, from a list of known ones', example: 'Firefox on Linux' }),
    place: z
      .string()
      .nullable()
      .meta({ description: 'The country that it was used from last; null where nobody knows', example: 'Switzerland' }),
    since: z.iso.datetime().meta({ description: 'When it began', example: '2026-05-01T09:30:00.000Z' }),
    last_seen: z.iso.datetime().meta({ description: 'True to a few minutes', example: '2026-05-04T20:12:00.000Z' }),
  })
  .meta({ id: 'MembersSignIn', description: 'Where a member is signed in' })

const streamSchema = z
  .object({
    content_id: z.guid(),
    title: z.string(),
    device: z.string().meta({ description: 'Browser and system, from a list of known ones', example: 'Safari on iOS' }),
    since: z.iso.datetime().meta({ description: 'When it began', example: '2026-05-04T20:00:00.000Z' }),
  })
  .meta({ id: 'MembersStream', description: 'What a member plays now' })

export const oneMemberSchema = studioMemberSchema
  .extend({
    avatar_url: z
      .string()
      .nullable()
      .meta({ description: 'Their picture; null for none', example: 'https://example.org/ada.jpg' }),
    suspended_reason: z
      .string()
      .nullable()
      .meta({ description: 'Why they are suspended, as they are told; null where nobody said', example: null }),
    sign_ins: z
      .array(signInSchema)
      .meta({ description: `Those that were used last first, ${MAX_SIGN_INS} at the most` }),
    streams: z.array(streamSchema).meta({ description: 'What they play now' }),
    sessions: z
      .int()
      .meta({ description: 'How often they practised; what they did then is theirs alone', example: 42 }),
    export_waits: z.boolean().meta({ description: 'Whether a copy of their data is being made', example: false }),
    may_suspend: z.boolean().meta({ description: 'Whether the caller decides on them', example: true }),
  })
  .meta({ id: 'StudioMemberDetail', description: 'A member, as their page in the studio shows them' })

export function getMember(app: App, parts: StudioRouteParts): void {
  permissionRoute(app, parts.guard, 'view_members', {
    method: 'GET',
    url: '/api/studio/members/:id',
    schema: {
      operationId: 'getStudioMember',
      tags: ['studio'],
      summary: 'A member',
      description: 'Where they are signed in, what they play now, and how often they practised, in number only.',
      params: memberParams,
      response: { 200: oneMemberSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async ({ params: { id } }, member) => shownMember(parts, id, member),
  })
}

/** @throws AppError `not_found` */
export async function shownMember(
  { db, signIns, streams, clock }: StudioRouteParts,
  sub: string,
  caller: Member,
): Promise<z.infer<typeof oneMemberSchema>> {
  const row = await selectMember(db, sub)
  if (!row) throw unknownMember()
  const quietSinceMs = clock.nowMs() - streams.quietMs
  const [living, playing] = await Promise.all([
    signIns.list(db, sub, { limit: MAX_SIGN_INS }),
    selectStreamsOf(db, { userId: row.user_id, quietSinceMs }),
  ])
  return {
    ...toMember(row),
    avatar_url: row.avatar_url,
    suspended_reason: row.suspended_reason,
    sign_ins: living.map(({ device, country, created_at, last_seen_at }) => ({
      device: deviceWords(device),
      place: placeWords(country),
      since: created_at.toISOString(),
      last_seen: last_seen_at.toISOString(),
    })),
    streams: playing.map(({ content_id, title, user_agent, started_at }) => ({
      content_id,
      title,
      device: deviceWords(user_agent),
      since: started_at.toISOString(),
    })),
    sessions: row.sessions,
    export_waits: row.export_state === 'queued',
    may_suspend: mayDecideOn(caller, row.role),
  }
}
