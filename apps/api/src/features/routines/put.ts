import type { Member } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { RoutineParts } from './parts.ts'
import { countRoutines, insertRoutine, lockRoutines, selectRoutine, updateRoutine } from './queries.ts'
import { conflictSchema, routineBody, routineParams, routineSchema, toRoutine } from './schemas.ts'

const MAX_ROUTINES = 50

export function putRoutine(app: App, parts: RoutineParts): void {
  const { db, guard, clock } = parts
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/routines/:id',
    schema: {
      operationId: 'putRoutine',
      tags: ['routines'],
      summary: 'Make a routine, or change it whole',
      description:
        `${MAX_ROUTINES} a member at the most. Nobody writes over what another device has changed meanwhile: if \`version\` is ` +
        'not the stored one, nothing is changed, and the answer is `edit_conflict` with what is there now.',
      params: routineParams,
      body: routineBody,
      response: {
        200: routineSchema(parts),
        ...problems(400, 401, 403, 404, 413, 415, 422, 503),
        409: conflictSchema(parts),
      },
    },
    handler: async (request, member) => {
      const { version, ...change } = request.body
      const routine = { ...change, id: request.params.id.toLowerCase(), userId: member.userId, nowMs: clock.nowMs() }
      return db.transaction(async (tx) => {
        await lockRoutines(tx, member.userId)
        const before = await selectRoutine(tx, routine)
        if (before && before.version !== version) throw editConflict(toRoutine(parts, member, before))
        if (!before) await mayBegin(tx, member, version)
        return toRoutine(parts, member, await (before ? updateRoutine : insertRoutine)(tx, routine))
      })
    },
  })
}

function editConflict(theirs: ReturnType<typeof toRoutine>): AppError {
  const words = 'Another device has changed this routine meanwhile. Compare both, and save again.'
  return new AppError('edit_conflict', words, { members: { theirs } })
}

/** @throws AppError for a change of what is gone, and for one routine too many. */
async function mayBegin(tx: Database, { userId }: Member, version: number): Promise<void> {
  if (version > 0) throw new AppError('not_found', 'Routine not found')
  if ((await countRoutines(tx, userId)) >= MAX_ROUTINES)
    throw new AppError('routine_limit', `You have ${MAX_ROUTINES} routines. Delete one of them first.`)
}
