import type { Database } from '../../db/database.ts'
import { DEVICES, type Device } from '../../text/device-kind.ts'
import type { TotalRow } from './queries.ts'

/** What is known of a play; reports of one viewer and item that arrive together are one. */
export interface ViewReport {
  contentId: string
  /** A member's id, or what stands for an anonymous viewer today. */
  viewer: string
  /** Null for an anonymous viewer. */
  userId: string | null
  sessionId: string | null
  /** Seconds watched, as the player says; no more than the item is long. */
  claimedSeconds: number
  /** Null where nobody knows. */
  lengthSeconds: number | null
  /** Positions that were watched: the numbers of their bins. */
  bins: readonly number[]
  source: string | null
  device: Device
  country: string | null
  /** Cut to its network. */
  network: string | null
  userAgent: string | null
  startMs: number | null
  stalls: number | null
  height: number | null
  errors: readonly string[]
}

/** What came of reports. */
export interface WrittenViews {
  /** Which of them belong to views that count: their places in the list. */
  counted: ReadonlySet<number>
  /** How the items stand to which they have added something. */
  totals: TotalRow[]
}

export const BIN_SECONDS = 10
/** Who watched less has looked in. */
export const LEAST_SECONDS = 3
/** At double speed nobody has seen more bins than this share of the seconds that passed, and two that were begun and ended. */
export const MOST_BINS = { perSecond: 2 / BIN_SECONDS, more: 2 }
/** A viewer's reports of an item within this time belong to one view. */
export const VIEW_SECONDS = 30 * 60
/** From this share of an item on, nothing but an ending is left. */
const END_SHARE = 0.95
/** Of what makes an item trend, half is left after so long. */
const HALF_LIFE_SECONDS = 2 * 86_400
const DECAY_SECONDS = HALF_LIFE_SECONDS / Math.LN2

/**
 * Stores reports, each of another viewer or item, with the rollups of what they add. A report belongs to the viewer's last
 * view of the item if that began within half an hour, or is of the same session and was reported so lately. Time that passed
 * bounds what was watched, and how many positions: since the stream began that a member's report needs, and since the view before it.
 *
 * @param reports none of the same viewer and item as another
 */
export async function writeViews(db: Database, reports: readonly ViewReport[], nowMs: number): Promise<WrittenViews> {
  const column = <Value>(pick: (report: ViewReport) => Value) => reports.map(pick)
  /** For what is a word or a number: the driver looks at each letter for one to escape. */
  const bare = (pick: (report: ViewReport) => string | number | null) =>
    `{${reports.map((report) => pick(report) ?? 'NULL').join()}}`
  const plain = [
    nowMs / 1000,
    bare(({ contentId }) => contentId),
    bare(({ viewer }) => viewer),
    bare(({ userId }) => userId),
    column(({ sessionId }) => sessionId),
    bare(({ claimedSeconds }) => claimedSeconds),
    bare(({ lengthSeconds }) => lengthSeconds),
    bare(({ device }) => device),
    column(({ network }) => network),
    column(({ userAgent }) => userAgent),
  ]
  const told = [
    column(({ bins }) => multirangeOf(bins)),
    column(({ source }) => source),
    column(({ country }) => country),
    column(({ startMs }) => startMs),
    column(({ stalls }) => stalls),
    column(({ height }) => height),
    column(({ errors }) => errors.join()),
  ]
  const rows = reports.some(tellsMore)
    ? await db.query<WrittenRow>('analytics_write_told_views', WRITE_TOLD, [...plain, ...told])
    : await db.query<WrittenRow>('analytics_write_views', WRITE, plain)
  return {
    counted: new Set(rows.flatMap(({ counted }) => counted ?? []).map((ordinal) => ordinal - 1)),
    totals: rows.filter((row): row is WrittenRow & TotalRow => row.content_id !== null),
  }
}

/** One of the ordinals of reports that count, others of an item each. */
type WrittenRow = { counted: number[] | null } & { [Name in keyof TotalRow]: TotalRow[Name] | null }

/** Whether a report says more than the specification asks for. */
function tellsMore({ country, source, bins, startMs, stalls, height, errors }: ViewReport): boolean {
  return bins.length + errors.length > 0 || [country, source, startMs, stalls, height].some((told) => told !== null)
}

/** PostgreSQL joins what touches. */
function multirangeOf(bins: readonly number[]): string {
  return `{${bins.map((bin) => `[${bin},${bin}]`).join()}}`
}

/** Whether what comes belongs to the view that is stored (v). */
const GOES_ON = `(excluded.viewed_at < v.viewed_at + interval '${VIEW_SECONDS} s'
  or (excluded.session_id = v.session_id and excluded.viewed_at < v.reported_at + interval '${VIEW_SECONDS} s'))`

/** Bins and since when they may have been seen: the bins, or `others` where they are more than fit into that time. */
type BoundBins = (bins: string, seen: { since: string; others: string }) => string

const boundBins: BoundBins = (bins, { since, others }) => `case
  when (select coalesce(sum(upper(span) - lower(span)), 0) from unnest(${bins}) span)
    <= ceil(floor(extract(epoch from ${since})) * ${MOST_BINS.perSecond}) + ${MOST_BINS.more}
  then ${bins} else ${others} end`
const NO_BINS = "'{}'::int4multirange"

const DAY_COUNTS = [
  ...['views', 'viewers', 'watch_seconds', 'reached_quarter', 'reached_half', 'reached_end'],
  ...DEVICES.flatMap((device) => [`${device}_views`, `${device}_viewers`]),
]
/** New views are all of this hour. */
const HOUR = `extract(hour from to_timestamp($1::float8) at time zone 'utc')::integer`

/** What only players tell that know more. Each part costs its start, whether it has rows or not. */
const TOLD = `facets as (
  insert into view_day_facets as f (content_id, day, facet, value, views, viewers)
  select content_id, day, facet, value, sum(views), sum(viewers)
  from view, lateral (values ('country', country), ('source', source)) as of (facet, value)
  where is_new and value is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (content_id, day, facet, value) do update set views = f.views + excluded.views,
    viewers = f.viewers + excluded.viewers
),
positions as (
  insert into view_positions as p (content_id, day, bin, views)
  select content_id, day, bin, count(*)
  from view, unnest(bins - coalesce(earlier_bins, '{}')) as span, generate_series(lower(span), upper(span) - 1) as bin
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (content_id, day, bin) do update set views = p.views + excluded.views
),
quality as (
  insert into playback_quality as q (content_id, day, measure, value, views)
  select content_id, day, measure, value, sum(step)
  from view, lateral (
    select 'start', start_bucket(start_ms), 1 where start_ms is not null and earlier_start_ms is null
    union all select 'stalls', least(stalls, 10)::text, 1 where stalls is distinct from earlier_stalls and stalls is not null
    union all select 'stalls', least(earlier_stalls, 10)::text, -1 where stalls is distinct from earlier_stalls and earlier_stalls is not null
    union all select 'height', height::text, 1 where height is distinct from earlier_height and height is not null
    union all select 'height', earlier_height::text, -1 where height is distinct from earlier_height and earlier_height is not null
    union all select 'error', code, 1 from unnest(errors) code where code <> all(coalesce(earlier_errors, '{}'))
  ) as of (measure, value, step)
  group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (content_id, day, measure, value) do update set views = q.views + excluded.views
),
`

const PLAIN_COLUMNS = {
  ...{ content_id: 'uuid', viewer: 'uuid', user_id: 'uuid', session_id: 'text', claimed: 'integer', length: 'integer' },
  ...{ device: 'text', network: 'inet', user_agent: 'text' },
}
const TOLD_COLUMNS = {
  ...{ bins: 'int4multirange', source: 'text', country: 'text' },
  ...{ start_ms: 'integer', stalls: 'integer', height: 'smallint', errors: 'text' },
}
/** Of who tells no more. */
const NOT_TOLD = Object.entries(TOLD_COLUMNS).map(
  ([name, type]) => `${name === 'bins' ? NO_BINS : `null::${type}`} as ${name}`,
)

const WRITE = statementWith({ columns: PLAIN_COLUMNS, constants: NOT_TOLD, told: '', bound: (bins) => bins })
const WRITE_TOLD = statementWith({
  columns: { ...PLAIN_COLUMNS, ...TOLD_COLUMNS },
  constants: [],
  told: TOLD,
  bound: boundBins,
})

interface Kind {
  /** Of reports; each is an array, behind the time. */
  columns: Record<string, string>
  constants: string[]
  told: string
  bound: BoundBins
}

function statementWith({ columns, constants, told, bound }: Kind): string {
  const arrays = Object.values(columns).map((type, index) => `$${index + 2}::${type}[]`)
  return `
with report as (
  select ${['r.*', ...constants].join(', ')}, to_timestamp($1::float8) as now_at,
    case when r.user_id is null then to_timestamp($1::float8) - make_interval(secs => r.claimed) else (
      select min(started_at) from stream_sessions
      where user_id = r.user_id and content_id = r.content_id and expires_at > to_timestamp($1::float8)) end as began_at
  from unnest(${arrays.join(', ')}) with ordinality as r (${Object.keys(columns).join(', ')}, ordinal)
),
written as (
  insert into recent_views as v (viewer, content_id, view_id, viewed_at, began_at, reported_at, session_id, watched, bins,
    start_ms, stalls, height, errors)
  select viewer, content_id, gen_random_uuid(), now_at, began_at, now_at, session_id,
    least(claimed, floor(extract(epoch from now_at - began_at))::integer),
    ${bound('bins', { since: 'now_at - began_at', others: NO_BINS })}, start_ms, stalls, height,
    coalesce(string_to_array(nullif(errors, ''), ','), '{}')
  from report
  where claimed >= ${LEAST_SECONDS} and began_at <= now_at - interval '${LEAST_SECONDS} s'
  -- In one order, so that two statements with the same rows do not wait for each other in a circle.
  order by viewer, content_id
  on conflict (viewer, content_id) do update set
    view_id = case when ${GOES_ON} then v.view_id else excluded.view_id end,
    viewed_at = case when ${GOES_ON} then v.viewed_at else excluded.viewed_at end,
    began_at = case when ${GOES_ON} then v.began_at else greatest(excluded.began_at, v.reported_at) end,
    reported_at = excluded.reported_at,
    session_id = coalesce(excluded.session_id, case when ${GOES_ON} then v.session_id end),
    watched = case when ${GOES_ON}
      then greatest(v.watched, least(excluded.watched, floor(extract(epoch from excluded.viewed_at - v.began_at))::integer))
      else least(excluded.watched, floor(extract(epoch from excluded.viewed_at - v.reported_at))::integer) end,
    bins = case when ${GOES_ON}
      then ${bound('(v.bins + excluded.bins)', { since: 'excluded.viewed_at - v.began_at', others: 'v.bins' })}
      else ${bound('excluded.bins', { since: 'excluded.viewed_at - greatest(excluded.began_at, v.reported_at)', others: NO_BINS })} end,
    start_ms = coalesce(case when ${GOES_ON} then v.start_ms end, excluded.start_ms),
    stalls = case when ${GOES_ON} then greatest(v.stalls, excluded.stalls) else excluded.stalls end,
    height = coalesce(excluded.height, case when ${GOES_ON} then v.height end),
    errors = case when ${GOES_ON} then array(select distinct unnest(v.errors || excluded.errors)) else excluded.errors end,
    earlier_viewed_at = v.viewed_at,
    earlier_watched = case when ${GOES_ON} then v.watched end,
    earlier_bins = case when ${GOES_ON} then v.bins end,
    earlier_start_ms = case when ${GOES_ON} then v.start_ms end,
    earlier_stalls = case when ${GOES_ON} then v.stalls end,
    earlier_height = case when ${GOES_ON} then v.height end,
    earlier_errors = case when ${GOES_ON} then v.errors end
  where ${GOES_ON} or excluded.viewed_at >= v.reported_at + interval '${LEAST_SECONDS} s'
  returning *
),
view as materialized (
  select w.*, (w.viewed_at at time zone 'utc')::date as day, w.earlier_watched is null as is_new,
    (w.earlier_watched is null)::integer as views, w.watched - coalesce(w.earlier_watched, 0) as gained,
    (w.earlier_watched is null and (w.earlier_viewed_at is null
      or (w.earlier_viewed_at at time zone 'utc')::date <> (w.viewed_at at time zone 'utc')::date))::integer as viewers,
    r.ordinal, r.length, r.user_id, r.source, r.device, r.country, r.network, r.user_agent,
    greatest(w.watched, upper(w.bins) * ${BIN_SECONDS}) as far,
    greatest(w.earlier_watched, upper(w.earlier_bins) * ${BIN_SECONDS}, 0) as earlier_far,
    w.earlier_watched is null or w.watched > w.earlier_watched or upper(w.bins) > coalesce(upper(w.earlier_bins), 0) as adds
  from written w join report r using (viewer, content_id)
),
stored as (
  insert into video_analytics (id, content_id, user_id, session_id, viewed_at, watch_duration, ip_address, user_agent, created_at)
  select view_id, content_id, user_id, session_id, viewed_at, watched, network, user_agent, viewed_at from view where is_new
),
raised as (
  update video_analytics a set watch_duration = view.watched
  from view where not view.is_new and view.gained > 0 and a.viewed_at = view.viewed_at and a.id = view.view_id
),
days as (
  insert into view_days as d (content_id, day, hours, ${DAY_COUNTS.join(', ')})
  select content_id, day, array_fill(sum(views)::integer, '{1}', array[${HOUR}]), sum(views), sum(viewers), sum(gained),
    ${reachedSum(0.25)}, ${reachedSum(0.5)}, ${reachedSum(END_SHARE)},
    ${DEVICES.map(deviceSums).join(', ')}
  from view where adds group by 1, 2 order by 1, 2
  on conflict (content_id, day) do update set hours[${HOUR}] = coalesce(d.hours[${HOUR}], 0) + excluded.views,
    ${DAY_COUNTS.map((name) => `${name} = d.${name} + excluded.${name}`).join(', ')}
),
${told}newcomers as (
  select day, count(distinct viewer) as viewers from view
  where viewers > 0 and not exists (
    select from recent_views o where o.viewer = view.viewer and o.viewed_at >= view.day::timestamp at time zone 'utc')
  group by 1
),
platform as (
  insert into view_platform_days as p (day, views, viewers, watch_seconds, reached_end)
  select day, sum(views), coalesce((select n.viewers from newcomers n where n.day = view.day), 0), sum(gained), ${reachedSum(END_SHARE)}
  from view where adds group by 1 order by 1
  on conflict (day) do update set views = p.views + excluded.views, viewers = p.viewers + excluded.viewers,
    watch_seconds = p.watch_seconds + excluded.watch_seconds, reached_end = p.reached_end + excluded.reached_end
),
totals as (
  insert into view_totals as t (content_id, views, watch_seconds, heat, changed)
  select content_id, sum(views), sum(gained), $1::float8 / ${DECAY_SECONDS} + ln(nullif(sum(viewers), 0)), pg_current_xact_id()
  from view where adds group by 1 order by 1
  on conflict (content_id) do update set views = t.views + excluded.views,
    watch_seconds = t.watch_seconds + excluded.watch_seconds, heat = add_heat(t.heat, excluded.heat), changed = excluded.changed
  returning content_id, views::float8, watch_seconds::float8, heat
)
select array_agg(ordinal::integer) as counted, null::uuid as content_id, null::float8 as views, null::float8 as watch_seconds,
  null::float8 as heat from view
union all select null, content_id, views, watch_seconds, heat from totals`
}

/** How many of the views came so far for the first time. */
function reachedSum(share: number): string {
  const wanted = `length * ${share}::float8`
  return `count(*) filter (where far >= ${wanted} and earlier_far < ${wanted})`
}

/** Its views and its viewers. */
function deviceSums(device: Device): string {
  return ['views', 'viewers'].map((what) => `count(*) filter (where device = '${device}' and ${what} > 0)`).join(', ')
}
