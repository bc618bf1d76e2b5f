import { z } from 'zod'
import { isPermitted } from '../../../access/permissions.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { scopeOf } from '../content/rights.ts'
import { COUNTED } from '../counted.ts'
import type { StudioRouteParts } from '../parts.ts'
import { countPlaying } from '../playing.ts'
import { countFailedJobs, countNewMembers, selectSecondsOf } from './queries.ts'

const WEEK_MS = 7 * 86_400_000

const figure = (description: string) =>
  z
    .int()
    .nullable()
    .meta({ description: `${description}; null for whom it is not`, example: 12 })

const overviewSchema = z
  .object({
    viewers_now: figure('Members who play something now'),
    minutes_today: figure('Minutes that were watched since midnight, UTC'),
    new_members_today: figure(`Members who came since midnight, UTC, counted up to ${COUNTED}`),
    failed_jobs: figure('Conversions of items that the caller looks after that failed within a week'),
  })
  .meta({ id: 'StudioOverview', description: 'Today at a glance, as much as the caller may see' })

export function getOverview(app: App, { guard, db, clock, streams }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_studio_content', {
    method: 'GET',
    url: '/api/studio/overview',
    schema: {
      operationId: 'getStudioOverview',
      tags: ['studio'],
      summary: 'Today at a glance',
      description: 'Each figure for who may see the page that it belongs to.',
      response: { 200: overviewSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, member) => {
      const nowMs = clock.nowMs()
      const day = new Date(nowMs).toISOString().slice(0, 10)
      const seesMembers = isPermitted(member, 'view_members')
      const seesViews = isPermitted(member, 'view_analytics')
      const [playing, seconds, newMembers, failedJobs] = await Promise.all([
        seesMembers ? countPlaying(db, { quietSinceMs: nowMs - streams.quietMs }) : null,
        seesViews ? selectSecondsOf(db, day) : null,
        seesMembers ? countNewMembers(db, Date.parse(day), COUNTED) : null,
        isPermitted(member, 'manage_content')
          ? countFailedJobs(db, { sinceMs: nowMs - WEEK_MS, ownerId: scopeOf(member) })
          : null,
      ])
      return {
        viewers_now: playing?.viewers ?? null,
        minutes_today: seconds === null ? null : Math.round(seconds / 60),
        new_members_today: newMembers,
        failed_jobs: failedJobs,
      }
    },
  })
}
