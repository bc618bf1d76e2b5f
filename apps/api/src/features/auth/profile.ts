import { TIER_LIMITS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { effectiveTier } from '../../access/member.ts'
import type { UserRow } from './queries.ts'
import { toUser, userSchema } from './schemas.ts'
import { memberFields } from './sign-in.ts'

/** What a member sees of themselves: the answer of reading and of changing a profile. */
export const profileSchema = z
  .object({
    ...userSchema.shape,
    display_name: z.string().nullable(),
    avatar_url: z.string().nullable(),
    status: z.enum(['active', 'suspended', 'deleted']),
    created_at: z.iso.datetime(),
    last_login: z.iso.datetime().nullable(),
    limits: z.object({
      max_quality: z.string().describe('The tallest picture of the subscription'),
      concurrent_streams: z.int().describe('On how many devices the plan plays at the same time'),
    }),
  })
  .meta({ id: 'Profile' })

export function toProfile(user: UserRow): z.infer<typeof profileSchema> {
  const member = memberFields(user)
  const { maxHeight, concurrentStreams } = TIER_LIMITS[effectiveTier(member)]
  return {
    ...toUser(member),
    display_name: user.display_name,
    avatar_url: user.avatar_url,
    status: user.status,
    created_at: user.created_at.toISOString(),
    last_login: user.last_login?.toISOString() ?? null,
    limits: { max_quality: `${maxHeight}p`, concurrent_streams: concurrentStreams },
  }
}
