import { TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { ROLES } from '../../../access/member.ts'
import { deletionAtMs } from '../../../members/deletion.ts'
import { readableEmail } from '../../../text/email-address.ts'
import { rowId } from '../../../text/row-id.ts'
import type { MemberRow } from './queries.ts'

export const MEMBER_STATUSES = ['active', 'suspended'] as const

export const memberParams = z.object({ id: rowId().describe('The public id of the member') })

export const studioMemberSchema = z
  .object({
    id: z.guid().describe('The public id of the member'),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    subscription_tier: z.enum(TIERS),
    status: z.enum(MEMBER_STATUSES).meta({ description: 'Whether they may come in', example: 'active' }),
    joined_at: z.iso.datetime().meta({ description: 'When they registered', example: '2026-03-01T09:30:00.000Z' }),
    last_seen_at: z.iso.datetime().meta({ description: 'True to an hour', example: '2026-05-04T20:00:00.000Z' }),
    deletion_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the account is deleted; null unless that was asked for', example: null }),
  })
  .meta({ id: 'StudioMember', description: 'A member, as the studio lists them' })

export function toMember(row: MemberRow): z.infer<typeof studioMemberSchema> {
  const goneAtMs = deletionAtMs(row.deletion_requested_at)
  return {
    id: row.sub,
    email: readableEmail(row.email),
    name: row.display_name ?? '',
    role: row.role,
    subscription_tier: row.subscription_tier,
    status: row.status,
    joined_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    deletion_at: goneAtMs === null ? null : new Date(goneAtMs).toISOString(),
  }
}
