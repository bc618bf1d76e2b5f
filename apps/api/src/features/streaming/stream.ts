import { signStreamToken } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import { canAccess, effectiveTier, upgradeMessage } from '../../access/member.ts'
import { HEIGHTS, TIER_LIMITS } from '../../access/tiers.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { userAgentOf } from '../../http/user-agent.ts'
import type { StreamingParts } from './index.ts'
import type { Playable } from './playable.ts'
import { HEARTBEAT_SECONDS } from './sessions.ts'

const address = z.url().optional()

const streamSchema = z
  .object({
    hls_master: z.url().describe('All renditions that the subscription allows'),
    hls_360p: address,
    hls_480p: address,
    hls_720p: address,
    hls_1080p: address,
    hls_audio: address.describe('Sound only'),
    thumbnail: z.url().nullable(),
    poster: z.url().nullable(),
    expires_at: z.int().describe('Unix seconds; equals `e` in the addresses'),
    max_quality: z.string(),
    stream_session: z.object({ id: z.guid(), heartbeat_seconds: z.int() }),
  })
  .meta({ id: 'Stream' })

export function stream(app: App, parts: StreamingParts): void {
  const { guard, findItem, sessions, clock, settings } = parts
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/streaming/content/:content_id/stream',
    schema: {
      operationId: 'getStream',
      tags: ['streaming'],
      summary: 'Get secure streaming URLs',
      description:
        'Addresses that are signed for this member, this item and this player, capped by the subscription. ' +
        'Ask again with `session_id` before they expire to go on in the same stream session.',
      params: z.object({ content_id: z.guid() }),
      querystring: z.object({ session_id: z.guid().optional() }),
      response: { 200: streamSchema, ...problems(400, 401, 403, 404, 409, 422, 503) },
    },
    handler: async (request, member) => {
      const item = findItem(request.params.content_id.toLowerCase())
      if (!item) throw new AppError('not_found', 'Content not found')
      if (!canAccess(member, item.accessTier)) throw new AppError('upgrade_required', upgradeMessage(item.accessTier))
      if (!item.isHlsReady && !item.isAudioHlsReady) {
        throw new AppError('not_ready', 'This content is still being prepared. Try again in a minute.')
      }
      const { maxHeight } = TIER_LIMITS[effectiveTier(member)]
      const lifeSeconds = item.contentType === 'video' ? settings.videoUrlSeconds : settings.audioUrlSeconds
      const expiresAtSeconds = Math.floor(clock.nowMs() / 1000) + lifeSeconds
      const sessionId = await sessions.open({
        member,
        contentId: item.id,
        maxHeight,
        expiresAtSeconds,
        userAgent: userAgentOf(request),
        renews: request.query.session_id?.toLowerCase(),
      })
      return answer(parts, item, { userId: member.sub, sessionId, maxHeight, expiresAtSeconds })
    },
  })
}

interface Grant {
  userId: string
  sessionId: string
  maxHeight: number
  expiresAtSeconds: number
}

function answer({ keys, settings }: StreamingParts, item: Playable, grant: Grant): z.infer<typeof streamSchema> {
  const query = signStreamToken({ ...grant, contentId: item.id }, keys)
  const sign = (key: string) => `${settings.edgeUrl}/${key}?${query}`
  return {
    hls_master: sign(`hls/${item.id}/master.m3u8`),
    ...Object.fromEntries(
      heightsUpTo(grant.maxHeight, item).map((h) => [`hls_${h}p`, sign(`hls/${item.id}/${h}p.m3u8`)]),
    ),
    ...(item.isAudioHlsReady && { hls_audio: sign(`hls/${item.id}/audio.m3u8`) }),
    thumbnail: item.thumbnailKey && sign(item.thumbnailKey),
    poster: item.posterKey && sign(item.posterKey),
    expires_at: grant.expiresAtSeconds,
    max_quality: `${grant.maxHeight}p`,
    stream_session: { id: grant.sessionId, heartbeat_seconds: HEARTBEAT_SECONDS },
  }
}

/** An item that was converted elsewhere has no rendition rows; it has the whole ladder then. */
function heightsUpTo(maxHeight: number, { contentType, heights }: Playable): number[] {
  if (contentType === 'audio') return []
  return (heights.length > 0 ? heights : [...HEIGHTS]).filter((height) => height <= maxHeight)
}
