import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { canAccess, type Member, upgradeMessage } from '../../access/member.ts'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { type RequestSource, sourceOf } from '../../http/rate-limit.ts'
import { optionalRoute } from '../../http/routes.ts'
import { userAgentOf } from '../../http/user-agent.ts'
import type { AnalyticsParts, Viewable } from './parts.ts'
import { reportSchema, UNKNOWN_LENGTH_SECONDS } from './report.ts'
import { BIN_SECONDS, LEAST_SECONDS, MOST_BINS } from './write-views.ts'

const COUNTED = { success: true, counted: true }
const NOT_COUNTED = { success: true, counted: false }
const COUNTED_BYTES = Buffer.from(JSON.stringify(COUNTED))
const NOT_COUNTED_BYTES = Buffer.from(JSON.stringify(NOT_COUNTED))

export function trackView(app: App, parts: AnalyticsParts): void {
  const { guard, findItem } = parts
  const isCounted = counting(parts)
  optionalRoute(app, guard, {
    method: 'POST',
    routine: true,
    url: '/api/analytics/track/view',
    schema: {
      operationId: 'trackView',
      tags: ['analytics'],
      summary: 'Track a view',
      description:
        `Sent while an item plays, again and again. A view counts once per item, viewer and half an hour, from ${LEAST_SECONDS} seconds ` +
        'watched on; later reports of it raise what was watched. For members it counts with a stream of theirs only. What counts is ' +
        'stored when the answer arrives. Nothing is stored for bots, with `Sec-GPC: 1`, nor for members with `analytics_opt_out`.',
      body: reportSchema,
      response: {
        200: z
          .object({
            success: z.boolean(),
            counted: z.boolean().describe('Whether the report belongs to a view that counts'),
          })
          .meta({ id: 'TrackedView' }),
        ...problems(400, 403, 404, 413, 415, 422, 503),
      },
    },
    early: (request, { body }, member) => {
      const item = findItem(body.content_id.toLowerCase())
      if (!item || !canAccess(member, item.accessTier)) return undefined
      return isCounted(request, body, { item, member }).then((counts) => (counts ? COUNTED_BYTES : NOT_COUNTED_BYTES))
    },
    handler: async (request, member) => {
      const item = findItem(request.body.content_id.toLowerCase())
      if (!item) throw new AppError('not_found', 'Content not found')
      if (!canAccess(member, item.accessTier)) throw new AppError('upgrade_required', upgradeMessage(item.accessTier))
      return (await isCounted(request, request.body, { item, member })) ? COUNTED : NOT_COUNTED
    },
  })
}

/** Stores a report that counts. */
function counting({ country, agentOf, anonymous, rate, write }: AnalyticsParts) {
  return async (
    request: FastifyRequest,
    report: z.output<typeof reportSchema>,
    { item, member }: { item: Viewable; member: Member | null },
  ): Promise<boolean> => {
    const { session_id, watch_duration, source, positions, quality } = report
    const userAgent = userAgentOf(request)
    const { device, isBot } = agentOf(userAgent)
    const isUnwanted = request.headers['sec-gpc'] === '1' || member?.optsOutOfAnalytics
    if (isBot || isUnwanted) return false
    const lengthSeconds = item.durationSeconds
    const claimedSeconds = Math.floor(Math.min(watch_duration ?? 0, lengthSeconds ?? UNKNOWN_LENGTH_SECONDS))
    if (claimedSeconds < LEAST_SECONDS) return false
    const from = sourceOf(request)
    const viewer = member ? member.userId : await anonymous({ address: from.client, userAgent })
    if (!(await rate.allows({ viewer, address: member ? null : from.client, contentId: item.id }))) return false
    return write({
      contentId: item.id,
      viewer,
      userId: member?.userId ?? null,
      sessionId: session_id ?? null,
      claimedSeconds,
      lengthSeconds,
      bins: seenBins(positions ?? [], { seconds: claimedSeconds, lengthSeconds }),
      source: source ?? null,
      device,
      country: country.of(request.raw),
      network: networkOf(from),
      userAgent,
      startMs: quality?.start_ms ?? null,
      stalls: quality?.stalls ?? null,
      height: quality?.height ?? null,
      errors: quality?.errors ?? [],
    })
  }
}

/** Those that lie in the item; none where they are more than fit into the time. */
function seenBins(
  bins: number[],
  { seconds, lengthSeconds }: { seconds: number; lengthSeconds: number | null },
): number[] {
  if (bins.length > Math.ceil(seconds * MOST_BINS.perSecond) + MOST_BINS.more) return []
  return bins.filter((bin) => bin * BIN_SECONDS < (lengthSeconds ?? Number.POSITIVE_INFINITY))
}

/** The address of a client, cut to its network. */
function networkOf({ network }: RequestSource): string | null {
  return network.includes('/') ? network : network.replace(/\d+$/, '0/24') || null
}
