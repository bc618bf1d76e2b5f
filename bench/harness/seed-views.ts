import { openPool } from '@better-and-bliss/api/database'
import { SILENT } from './ours.ts'

/** Ten millions take a minute or two. */
const LIMITS = { connectMs: 10_000, answerMs: 600_000 }

/** Fills a catalogue with views of 90 days, as popular as the peer's, those who viewed today, and their rollups. */
export async function seedViews(
  databaseUrl: string,
  { items, views }: { items: number; views: number },
): Promise<void> {
  await using db = openPool(databaseUrl, { log: SILENT, size: 1, limits: LIMITS })
  await db.query(
    '',
    `set statement_timeout = 0; set synchronous_commit = off; set work_mem = '256MB'; select setseed(0.42)`,
  )
  for (let months = -3; months <= 1; months++) {
    await db.query('', `select make_view_partition((now() + interval '${months} months')::date)`)
  }
  await db.query('', VIEWS, [views, items])
  for (const rollup of [RECENT, DAYS, FACETS, PLATFORM, TOTALS]) await db.query('', rollup)
  await db.query('', 'vacuum analyze video_analytics, recent_views, view_days, view_totals, view_day_facets')
}

/** In the order of time, as they come. */
const VIEWS = `
insert into video_analytics (content_id, session_id, viewed_at, watch_duration, ip_address, user_agent)
select md5('content-' || (power($2::integer, random())::integer % $2::integer))::uuid, 'play-' || i % 100000,
  now() - interval '90 days' * (1 - i / $1::float8), (3 + random() * 300)::integer, '10.0.0.0/24', 'Mozilla/5.0 (X11; Linux x64) bench'
from generate_series(1, $1::integer) i`

const RECENT = `
insert into recent_views (viewer, content_id, view_id, viewed_at, began_at, reported_at, watched, bins, errors)
select gen_random_uuid(), content_id, id, viewed_at, viewed_at, viewed_at, watch_duration, '{}', '{}'
from video_analytics where viewed_at > now() - interval '1 day'`

const DAYS = `
insert into view_days (content_id, day, views, viewers, watch_seconds, reached_quarter, reached_half, reached_end, hours,
  desktop_views, desktop_viewers)
select content_id, (viewed_at at time zone 'utc')::date, count(*), count(*), sum(watch_duration), 0, 0, 0,
  array_fill(1, '{24}', '{0}'), count(*), count(*)
from video_analytics group by 1, 2`

const FACETS = `
insert into view_day_facets (content_id, day, facet, value, views, viewers)
select content_id, day, 'source', 'home', views, viewers from view_days`

const PLATFORM = `
insert into view_platform_days (day, views, viewers, watch_seconds, reached_end)
select day, sum(views), sum(viewers), sum(watch_seconds), sum(reached_end) from view_days group by 1`

/** Of heat, half is left after two days. */
const TOTALS = `
insert into view_totals (content_id, views, watch_seconds, heat, changed)
select content_id, sum(views), sum(watch_seconds), max(top) + ln(sum(viewers * exp(greatest(w - top, -700)))), pg_current_xact_id()
from (
  select content_id, views, viewers, watch_seconds, w, max(w) over (partition by content_id) as top
  from view_days, lateral (select extract(epoch from day)::float8 / (172800 / ln(2::float8)) as w) as weight
) weights
group by 1`
