import { TIER_LIMITS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { effectiveTier, type Member } from '../../access/member.ts'
import { deviceWords } from '../../text/device-words.ts'
import type { RunningStream } from './queries.ts'

const runningStreamSchema = z
  .object({
    id: z.guid(),
    content_id: z.guid(),
    title: z.string(),
    device: z.string().describe('Browser and system, from a list of known ones'),
    started_at: z.iso.datetime(),
    last_seen_at: z.iso.datetime().describe('True to half a minute'),
    is_this_sign_in: z.boolean().describe('Whether the sign-in that asks began it'),
  })
  .meta({ id: 'RunningStream' })

/** Fields that tell what runs, in an answer and in the refusal of one more. */
export const runningStreamsFields = {
  max_streams: z.int().describe('How many may run at the same time'),
  streams: z.array(runningStreamSchema).describe('Those that run, the newest first'),
}

export type RunningStreams = z.infer<z.ZodObject<typeof runningStreamsFields>>

export function toRunningStreams(running: RunningStream[], member: Member): RunningStreams {
  return {
    max_streams: TIER_LIMITS[effectiveTier(member)].concurrentStreams,
    streams: running.map((stream) => ({
      id: stream.id,
      content_id: stream.content_id,
      title: stream.title,
      device: deviceWords(stream.user_agent),
      started_at: stream.started_at.toISOString(),
      last_seen_at: stream.last_seen_at.toISOString(),
      is_this_sign_in: stream.sign_in_id === member.signInId,
    })),
  }
}
