import { openPool } from '@better-and-bliss/api/database'
import { SILENT } from './ours.ts'

/** So many rows take some seconds on a slow machine. */
const CHUNK = 20_000
const LIMITS = { connectMs: 10_000, answerMs: 120_000 }

/** Fills a catalogue with views of 90 days, as popular as the peer's, and their rollups. */
export async function seedViews(
  databaseUrl: string,
  { items, views, say }: { items: number; views: number; say: (line: string) => void },
): Promise<void> {
  await using db = openPool(databaseUrl, { log: SILENT, size: 1, limits: LIMITS })
  await db.query('', 'set statement_timeout = 0; set synchronous_commit = off; select setseed(0.42)')
  for (let months = -3; months <= 1; months++) {
    await db.query('', `select make_view_partition((now() + interval '${months} months')::date)`)
  }
  for (let done = 0; done < views; done += CHUNK) {
    if (done % 500_000 === 0) say(`${done.toLocaleString('en')} of ${views.toLocaleString('en')} views`)
    await db.query('bench_views', SEED, [Math.min(CHUNK, views - done), items])
  }
  await db.query('', HEAT)
  await db.query('', 'vacuum analyze video_analytics, view_hours, view_days, view_totals, view_day_facets')
}

const SEED = `
with view as (
  insert into video_analytics (content_id, session_id, viewed_at, watch_duration, ip_address, user_agent)
  select md5('content-' || (power($2::integer, random())::integer % $2::integer))::uuid, 'play-' || i % 100000,
    now() - random() * interval '90 days', (3 + random() * 300)::integer, '10.0.0.0/24', 'Mozilla/5.0 (X11; Linux x64) bench'
  from generate_series(1, $1::integer) i
  returning content_id, viewed_at, watch_duration
),
hours as (
  insert into view_hours as h (content_id, hour, views, viewers, watch_seconds)
  select content_id, date_trunc('hour', viewed_at, 'UTC'), count(*), count(*), sum(watch_duration) from view group by 1, 2
  on conflict (content_id, hour) do update set views = h.views + excluded.views, viewers = h.viewers + excluded.viewers,
    watch_seconds = h.watch_seconds + excluded.watch_seconds
),
days as (
  insert into view_days as d (content_id, day, views, viewers, watch_seconds, reached_quarter, reached_half, reached_end)
  select content_id, (viewed_at at time zone 'utc')::date, count(*), count(*), sum(watch_duration), 0, 0, 0 from view group by 1, 2
  on conflict (content_id, day) do update set views = d.views + excluded.views, viewers = d.viewers + excluded.viewers,
    watch_seconds = d.watch_seconds + excluded.watch_seconds
),
facets as (
  insert into view_day_facets as f (content_id, day, facet, value, views, viewers)
  select content_id, (viewed_at at time zone 'utc')::date, 'device', 'desktop', count(*), count(*) from view group by 1, 2
  on conflict (content_id, day, facet, value) do update set views = f.views + excluded.views, viewers = f.viewers + excluded.viewers
),
platform as (
  insert into view_platform_days as p (day, views, viewers, watch_seconds)
  select (viewed_at at time zone 'utc')::date, count(*), count(*), sum(watch_duration) from view group by 1
  on conflict (day) do update set views = p.views + excluded.views, viewers = p.viewers + excluded.viewers,
    watch_seconds = p.watch_seconds + excluded.watch_seconds
)
insert into view_totals as t (content_id, views, watch_seconds, changed)
select content_id, count(*), sum(watch_duration), pg_current_xact_id() from view group by 1
on conflict (content_id) do update set views = t.views + excluded.views, watch_seconds = t.watch_seconds + excluded.watch_seconds,
  changed = excluded.changed`

/** Half of it is left after two days. */
const HEAT = `
update view_totals t set heat = h.heat, changed = pg_current_xact_id()
from (
  select content_id, max(w) + ln(sum(viewers * exp(greatest(w - top, -700)))) as heat
  from (
    select content_id, viewers, extract(epoch from hour)::float8 / (172800 / ln(2::float8)) as w,
      max(extract(epoch from hour)::float8 / (172800 / ln(2::float8))) over (partition by content_id) as top
    from view_hours) weights
  group by content_id) h
where h.content_id = t.content_id`
