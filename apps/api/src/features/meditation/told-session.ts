import { z } from 'zod'
import type { Member } from '../../access/member.ts'
import { AppError } from '../../errors.ts'
import { requireSession } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import { reflection, type Summary } from './schemas.ts'
import { toSummary } from './summary.ts'
import { insertToldSession, type ToldSession } from './told-query.ts'

/** No session is longer by what a device says. */
export const MAX_SECONDS = 24 * 3600
const MS_PER_DAY = 86_400_000
/** Told later than that, it is more likely a wrong clock than a session. */
export const MAX_AGE_DAYS = 90
/** Clocks of devices are not exact. */
const TOLERANCE_MS = 5 * 60_000

/** What a device says of a session that it measured itself, when it is over. */
export const toldFields = {
  started_at: z.iso.datetime().describe('By the clock of the device'),
  duration_seconds: z.int().min(1).max(MAX_SECONDS).describe('Pauses and the preparation left out'),
  completed: z.boolean().describe('False: the member ended it before its time'),
  mood_before: reflection.mood_before.default(null),
  mood_after: reflection.mood_after.default(null),
  note: reflection.note.default(null),
  member_id: z
    .guid()
    .nullable()
    .default(null)
    .meta({ description: 'Whose it is; refused where somebody else is signed in by now', example: null }),
}

type Told = z.infer<z.ZodObject<typeof toldFields>>

type Practised = Pick<ToldSession, 'id' | 'sessionType' | 'pattern' | 'target' | 'contentId'>

/**
 * Stores a session that is told, once. @returns what is stored under its id.
 *
 * @throws AppError `forbidden` for a session of somebody who shares the device; `invalid_request` for one that is not over, or
 * over for too long; `not_found` where the id is that of somebody else's.
 */
export async function storeTold(
  { db, clock }: Pick<MeditationParts, 'db' | 'clock'>,
  member: Member,
  practised: Practised,
  told: Told,
): Promise<Summary> {
  requireTellable(told, member, clock.nowMs())
  const own = { id: practised.id, userId: member.userId }
  await insertToldSession(db, {
    ...practised,
    userId: member.userId,
    startedAt: told.started_at,
    durationSeconds: told.duration_seconds,
    completed: told.completed,
    moodBefore: told.mood_before,
    moodAfter: told.mood_after,
    note: told.note,
  })
  return toSummary(await requireSession(db, own))
}

function requireTellable({ started_at, duration_seconds, member_id }: Told, member: Member, nowMs: number): void {
  if (member_id !== null && member_id.toLowerCase() !== member.sub) {
    throw new AppError('forbidden', 'This session is of another member. Sign in as them to keep it.')
  }
  const startedMs = Date.parse(started_at)
  const isPast = startedMs + duration_seconds * 1000 <= nowMs + TOLERANCE_MS
  if (isPast && startedMs >= nowMs - MAX_AGE_DAYS * MS_PER_DAY) return
  const msg = isPast ? `must not be longer ago than ${MAX_AGE_DAYS} days` : 'must be over'
  throw new AppError('invalid_request', `The session ${msg}.`, { fields: [{ loc: ['body', 'started_at'], msg }] })
}
