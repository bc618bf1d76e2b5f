import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { type Actor, audit } from '../../members/audit.ts'
import type { PersonalDataParts } from './parts.ts'
import { queueExport, selectExport } from './queries.ts'
import { exportSchema, toExport } from './schemas.ts'

export function requestExport(app: App, parts: PersonalDataParts): void {
  const { db, guard, clock, backendUrl } = parts
  memberRoute(app, guard, {
    method: 'POST',
    url: '/auth/export',
    schema: {
      operationId: 'requestExport',
      tags: ['auth'],
      summary: 'Ask for a copy of everything that is kept of the member',
      description:
        'It is written within minutes; a mail tells when it is ready. It takes the place of the one before. Asking again ' +
        'while one is being written changes nothing.',
      response: { 202: exportSchema, ...problems(400, 401, 403, 413, 415, 429, 503) },
    },
    handler: async (request, { userId, sub }, reply) => {
      const actor = { kind: 'member', sub } as const
      await askForExport(parts, { userId, sub }, { actor, requestId: request.id })
      reply.code(202)
      return toExport(await selectExport(db, userId), { backendUrl, nowMs: clock.nowMs() })
    },
  })
}

/** Queues an export of a member, by their word or on their behalf, unless one waits; it is the member who is told, and who gets it. */
export async function askForExport(
  { db, clock, random, limitExports }: Pick<PersonalDataParts, 'db' | 'clock' | 'random' | 'limitExports'>,
  { userId, sub }: { userId: string; sub: string },
  by: { actor: Actor; requestId: string },
): Promise<void> {
  const waiting = await selectExport(db, userId)
  if (waiting?.state !== 'queued') await limitExports(sub)
  await db.transaction(async (tx) => {
    if (!(await queueExport(tx, { id: random.uuid(), userId, nowMs: clock.nowMs() }))) return
    await audit(tx, { action: 'account.export_requested', target: sub, before: null, after: null, ...by })
  })
}
