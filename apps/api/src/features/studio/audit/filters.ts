import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import type { ActFilters } from '../../../members/audit-queries.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { subOf } from './queries.ts'

const NOBODY_IN_PERSON = ['operator', 'system', 'database'] as const

/** A person by id or address, or what else an act may be of. */
const named = boundedText(320).min(1)

export const actFilters = {
  actor: named.optional().meta({
    description: `Only those of a member, by id or address, or of: ${NOBODY_IN_PERSON.join(', ')}`,
    example: 'admin@example.com',
  }),
  target: named.optional().meta({
    description: 'Only those on a member, by id or address, or on a sign-in or an item, by id',
    example: '3f0e6a5c-8a1d-4f7e-9a53-0d6a4c1f2b3e',
  }),
  action: boundedText(64)
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must be the name of an act, or its first word')
    .optional()
    .meta({ description: 'Only acts of this name, or with this first word', example: 'member.status_set' }),
  from: z.iso.datetime().optional().meta({ description: 'Only those since then', example: '2026-05-01T00:00:00.000Z' }),
  to: z.iso.datetime().optional().meta({ description: 'Only those before then', example: '2026-06-01T00:00:00.000Z' }),
}

const filtersSchema = z.object(actFilters)

/** Addresses become the members who have them. */
export async function toFilters(
  db: Database,
  { actor, target, action, ...others }: z.infer<typeof filtersSchema>,
): Promise<ActFilters> {
  const kind = NOBODY_IN_PERSON.find((one) => one === actor)
  return {
    ...others,
    ...(kind ? { actor_kind: kind } : actor !== undefined && { actor: await subOf(db, actor) }),
    ...(action !== undefined && { area: action.split('.', 1)[0], ...(action.includes('.') && { action }) }),
    ...(target !== undefined && { target: await subOf(db, target) }),
  }
}
