import { TIER_LIMITS } from '@better-and-bliss/membership'
import { canAccess, effectiveTier } from '../../access/member.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { deviceWords } from '../../text/device-words.ts'
import type { DownloadParts } from './parts.ts'
import { selectDownloads } from './queries.ts'
import { listSchema, type Withdrawal } from './schemas.ts'
import { withinLimit } from './within-limit.ts'

export function listDownloads(app: App, parts: DownloadParts): void {
  const { db, guard, clock, findItem, cards } = parts
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/downloads',
    schema: {
      operationId: 'listDownloads',
      tags: ['downloads'],
      summary: 'What the devices of the member keep',
      description:
        'A device deletes what it keeps and does not find here, and what is `withdrawn`. What has expired may be asked for ' +
        'again: the key is the same.',
      response: { 200: listSchema(parts), ...problems(401, 403, 503) },
    },
    handler: async (_request, member) => {
      const limit = TIER_LIMITS[effectiveTier(member)].downloads
      const nowMs = clock.nowMs()
      const rows = await selectDownloads(db, member.userId)
      const places = withinLimit(rows, { limit, nowMs })
      const downloads = rows.map((row) => {
        const isOver = row.expires_at.getTime() > nowMs && !places.has(row.id)
        return {
          id: row.id,
          content_id: row.content_id,
          device: deviceWords(row.user_agent),
          is_here: row.sign_in_id === member.signInId,
          created_at: row.created_at.toISOString(),
          expires_at: row.expires_at.toISOString(),
          withdrawn: withdrawalOf(row.content_id) ?? (isOver ? ('limit' as const) : null),
          item: cards.shownTo(member, row.content_id) ?? null,
        }
      })
      return { limit, downloads }

      function withdrawalOf(contentId: string): Withdrawal | null {
        const item = findItem(contentId)
        if (!item) return 'taken_down'
        return limit === 0 || !canAccess(member, item.accessTier) ? 'plan' : null
      }
    },
  })
}
