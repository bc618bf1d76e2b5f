import { TIER_LIMITS, TIER_NAMES, TIERS } from '@better-and-bliss/membership'
import { canAccess, effectiveTier, type Member, upgradeMessage } from '../../access/member.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { userAgentOf } from '../../http/user-agent.ts'
import type { Downloadable, DownloadParts } from './parts.ts'
import { type DownloadRow, lockDownloader, selectDownloads, upsertDownload } from './queries.ts'
import { leaseSchema, takeBody } from './schemas.ts'
import { withinLimit } from './within-limit.ts'

const LEASE_DAYS = 30
const SECONDS_PER_DAY = 86_400

export function takeDownload(app: App, parts: DownloadParts): void {
  const { db, guard, clock, random, keys, findItem, assertMayPlay } = parts
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/downloads',
    schema: {
      operationId: 'takeDownload',
      tags: ['downloads'],
      summary: 'Keep the audio of an item on this device',
      description:
        `Gives the key by which the device encrypts what it fetches of the stream, for ${LEASE_DAYS} days. Asked again, by the ` +
        'same sign-in, it is the same key for as many days from then on. It ends with the sign-in, with the plan that opens ' +
        'the item, and when the item is taken down.',
      body: takeBody,
      response: { 200: leaseSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const item = findItem(request.body.content_id)
      if (!item) throw new AppError('not_found', 'Content not found')
      assertMayPlay(item, request.raw)
      requireDownloadable(item, member)
      const { userId, signInId } = member
      const nowMs = clock.nowMs()
      const lease = {
        ...{ id: random.uuid(), userId, signInId, contentId: item.id, userAgent: userAgentOf(request), nowMs },
        expiresAtMs: nowMs + LEASE_DAYS * SECONDS_PER_DAY * 1000,
      }
      const row = await db.transaction(async (tx) => {
        if (!(await lockDownloader(tx, member))) throw new AppError('unauthenticated', 'Not authenticated')
        requirePlace(await selectDownloads(tx, userId), member, { contentId: item.id, nowMs })
        return upsertDownload(tx, lease)
      })
      return {
        id: row.id,
        content_id: row.content_id,
        expires_at: row.expires_at.toISOString(),
        expires_in_seconds: LEASE_DAYS * SECONDS_PER_DAY,
        key: keys.of(row.id).toString('base64url'),
      }
    },
  })
}

/** @throws AppError for what the plan does not open, and for what has no sound to keep. */
function requireDownloadable(item: Downloadable, member: Member): void {
  if (!canAccess(member, item.accessTier)) throw new AppError('upgrade_required', upgradeMessage(item.accessTier))
  if (TIER_LIMITS[effectiveTier(member)].downloads === 0) throw new AppError('upgrade_required', NO_DOWNLOADS)
  if (item.contentType !== 'audio') throw new AppError('not_downloadable', 'Only sounds can be kept on a device.')
  if (!item.isAudioHlsReady)
    throw new AppError('not_ready', 'This content is still being prepared. Try again in a minute.')
}

const NO_DOWNLOADS = `Downloads are part of ${TIERS.filter((tier) => TIER_LIMITS[tier].downloads > 0)
  .map((tier) => TIER_NAMES[tier])
  .join(' and ')}.`

/** @throws AppError where as many are kept as the plan has: before this one, if the device keeps it already. */
function requirePlace(
  rows: readonly DownloadRow[],
  member: Member,
  { contentId, nowMs }: { contentId: string; nowMs: number },
): void {
  const limit = TIER_LIMITS[effectiveTier(member)].downloads
  const places = withinLimit(rows, { limit, nowMs })
  const own = rows.find((row) => row.sign_in_id === member.signInId && row.content_id === contentId)
  if (own && places.has(own.id)) return
  const isKept = own !== undefined && own.expires_at.getTime() > nowMs
  if (!isKept && places.size < limit) return
  throw new AppError(
    'download_limit',
    `Your plan keeps ${limit} downloads, on all devices together. Remove one of them first.`,
  )
}
