import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../../db/database.ts'
import { testClock } from '../../../testing/test-clock.ts'
import { DEVICES } from '../../../text/device-kind.ts'
import { PLAY_ERRORS, SOURCES } from '../report.ts'
import { viewWriter } from '../view-writer.ts'
import type { ViewReport } from '../write-views.ts'
import { type ModelStream, type ModelView, platformDaysOf, rollupsOf, viewModel } from './view-model.ts'

/** What a view model and the database were told, and where they differ; empty where they do not. */
export type Differences = string[]

const PER_WAVE = 200
const STEPS = 14
const LENGTHS = [4, 30, 65, 600, 3_600, null]
const STREAM_MS = 7_200_000
/** Steps between moments: some within the least that counts, some around half an hour, some over days. */
const PAUSES_MS = [
  0, 137, 2_999, 3_000, 3_001, 20_000, 61_000, 600_000, 1_799_999, 1_800_000, 1_800_001, 9_000_000, 50_000_000,
]

/**
 * Tells random histories, each of a few viewers of a few items, to the database and to the model, many at the same time: reports
 * that arrive together are stored together.
 */
export async function compareHistories(
  db: Database,
  { histories, seed, onWave }: { histories: number; seed: number; onWave?: (told: number) => void },
): Promise<Differences> {
  const random = randomOf(seed)
  const clock = testClock(Date.UTC(2026, 2, 3, 22, 0, 0))
  const all: ModelView[] = []
  for (let told = 0; told < histories; told += PER_WAVE) {
    const { differences, views } = await wave({ db, random, clock }, Math.min(PER_WAVE, histories - told))
    if (differences.length > 0) return differences
    all.push(...views)
    onWave?.(told + PER_WAVE)
    clock.advance(86_400_000)
  }
  return platformDifferences(db, all)
}

type Clock = ReturnType<typeof testClock>

async function wave(
  { db, random, clock }: { db: Database; random: Random; clock: Clock },
  histories: number,
): Promise<{ differences: Differences; views: ModelView[] }> {
  const items = LENGTHS.map((lengthSeconds) => ({ id: random.uuid(), lengthSeconds }))
  const casts = Array.from({ length: histories }, () =>
    Array.from({ length: 1 + random.below(3) }, () => ({ id: random.uuid(), isMember: random.below(2) === 0 })),
  )
  await insertItems(db, items)
  await insertMembers(
    db,
    casts.flat().flatMap(({ id, isMember }) => (isMember ? [id] : [])),
  )
  const model = viewModel()
  const write = viewWriter({ db, clock, counts: { learn: () => {} } })
  for (let step = 0; step < STEPS; step++) {
    clock.advance(random.of(PAUSES_MS))
    const nowMs = clock.nowMs()
    const streams = casts.flat().flatMap(({ id: userId, isMember }): ModelStream[] => {
      if (!isMember || random.below(4) > 0) return []
      return [{ userId, contentId: random.of(items).id, startedAtMs: nowMs, expiresAtMs: nowMs + STREAM_MS }]
    })
    await insertStreams(db, streams, random)
    model.streams.push(...streams)
    const reports = casts.flatMap((cast) => reportsOf(random, cast, items))
    const expected = reports.map((report) => model.report(report, nowMs))
    const counted = await Promise.all(reports.map(write))
    const wrong = counted.findIndex((is, index) => is !== expected[index])
    if (wrong >= 0) {
      return { differences: [`counted ${counted[wrong]}: ${JSON.stringify(reports[wrong])}`], views: [] }
    }
  }
  const ids = items.map(({ id }) => id)
  const differences = [
    ...(await viewDifferences(db, ids, model.views)),
    ...(await rollupDifferences(db, ids, model.views)),
  ]
  return { differences, views: model.views }
}

/** Of one item, or two, at a time; some arrive twice. */
function reportsOf(
  random: Random,
  cast: { id: string; isMember: boolean }[],
  items: { id: string; lengthSeconds: number | null }[],
): ViewReport[] {
  const told = cast.flatMap((viewer) => {
    const first = random.below(items.length)
    return Array.from({ length: random.of([0, 1, 1, 2]) }, (_, index) => {
      return { ...viewer, item: items[(first + index) % items.length] ?? random.of(items) }
    })
  })
  return told.flatMap(({ id, isMember, item: { id: contentId, lengthSeconds } }) => {
    const first = random.below(40)
    const maybe = <Value>(value: () => Value): Value | null => (random.below(3) === 0 ? value() : null)
    const report: ViewReport = {
      contentId,
      viewer: id,
      userId: isMember ? id : null,
      sessionId: maybe(() => `play-${random.below(2)}`),
      claimedSeconds: Math.min(random.of([0, 2, 3, 10, 59, 300, 2_000, 9_000]), lengthSeconds ?? 14_400),
      lengthSeconds,
      bins: maybe(() => Array.from({ length: random.below(5) }, (_, bin) => first + 2 * bin)) ?? [],
      source: maybe(() => random.of(SOURCES)),
      device: random.of(DEVICES),
      country: maybe(() => random.of(['CH', 'DE'])),
      network: '192.0.2.0/24',
      userAgent: 'test',
      startMs: maybe(() => random.below(4_000)),
      stalls: maybe(() => random.below(14)),
      height: maybe(() => random.of([0, 360, 1080])),
      errors: maybe(() => [random.of(PLAY_ERRORS)]) ?? [],
    }
    return random.below(8) === 0 ? [report, report] : [report]
  })
}

async function insertItems(db: Database, items: { id: string; lengthSeconds: number | null }[]): Promise<void> {
  await db.query(
    'test_items',
    `insert into content (id, title, slug, content_type, status, duration_seconds)
     select id, 'Title', id::text, 'video', 'draft', length from unnest($1::uuid[], $2::integer[]) as i (id, length)`,
    [items.map(({ id }) => id), items.map(({ lengthSeconds }) => lengthSeconds)],
  )
}

async function insertMembers(db: Database, ids: string[]): Promise<void> {
  await db.query(
    'test_members',
    `insert into users (id, cognito_sub, email) select id, id::text, id::text || '@example.com' from unnest($1::uuid[]) as m (id)`,
    [ids],
  )
}

async function insertStreams(db: Database, streams: ModelStream[], random: Random): Promise<void> {
  await db.query(
    'test_streams',
    `insert into stream_sessions (id, user_id, content_id, max_height, started_at, last_seen_at, expires_at)
     select id, user_id, content_id, 480, to_timestamp(started / 1000), to_timestamp(started / 1000), to_timestamp(expires / 1000)
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::float8[]) as s (id, user_id, content_id, started, expires)`,
    [
      streams.map(() => random.uuid()),
      streams.map(({ userId }) => userId),
      streams.map(({ contentId }) => contentId),
      streams.map(({ startedAtMs }) => startedAtMs),
      streams.map(({ expiresAtMs }) => expiresAtMs),
    ],
  )
}

async function viewDifferences(db: Database, ids: string[], views: readonly ModelView[]): Promise<Differences> {
  const rows = await db.query<{ row: string }>(
    'test_views',
    `select concat_ws(' ', content_id, coalesce(user_id::text, 'anonymous'), round(extract(epoch from viewed_at) * 1000),
       watch_duration) as row from video_analytics where content_id = any($1::uuid[])`,
    [ids],
  )
  const expected = views.map(({ contentId, userId, atMs, watched }) =>
    [contentId, userId ?? 'anonymous', atMs, watched].join(' '),
  )
  return differencesOf(countsOf(rows.map(({ row }) => row)), countsOf(expected))
}

async function rollupDifferences(db: Database, ids: string[], views: readonly ModelView[]): Promise<Differences> {
  const rows = await db.query<{ row: string; count: number }>('test_rollups', ROLLUPS, [ids])
  const stored = new Map(rows.map(({ row, count }) => [row, count]))
  return differencesOf(stored, rollupsOf(views))
}

const DAY_COLUMNS = ['views', 'viewers', 'watch_seconds', 'reached_quarter', 'reached_half', 'reached_end']
const ROLLUPS = `select row, sum(count)::float8 as count from (
  ${['views', 'watch_seconds'].map((name) => `select concat_ws(' ', 'total', content_id, '${name}') as row, ${name} as count from view_totals where content_id = any($1)`).join(' union all ')}
  union all select concat_ws(' ', 'hour', content_id, day, hour), hours[hour] from view_days, generate_series(0, 23) hour where content_id = any($1)
  union all ${DAY_COLUMNS.map((name) => `select concat_ws(' ', 'day', content_id, day, '${name}'), ${name} from view_days where content_id = any($1)`).join(' union all ')}
  union all select concat_ws(' ', 'position', content_id, day, bin), views from view_positions where content_id = any($1)
  union all ${['views', 'viewers'].map((name) => `select concat_ws(' ', 'facet', content_id, day, facet, value, '${name}'), ${name} from view_day_origins() where content_id = any($1)`).join(' union all ')}
  union all select concat_ws(' ', 'quality', content_id, day, measure, value), views from playback_quality where content_id = any($1)
) sums group by row having sum(count) <> 0`

async function platformDifferences(db: Database, views: readonly ModelView[]): Promise<Differences> {
  const rows = await db.query(
    'test_platform',
    'select day::text, views, viewers, watch_seconds::float8, reached_end from view_platform_days order by day',
  )
  const expected = [...platformDaysOf(views)].map(([day, sum]) => {
    const { viewers, watchSeconds, reachedEnd } = sum
    return { day, views: sum.views, viewers: viewers.size, watch_seconds: watchSeconds, reached_end: reachedEnd }
  })
  return isDeepStrictEqual(rows, expected)
    ? []
    : [`days: ${JSON.stringify(rows)} instead of ${JSON.stringify(expected)}`]
}

function countsOf(rows: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1)
  return counts
}

function differencesOf(stored: Map<string, number>, expected: Map<string, number>): Differences {
  return [...new Set([...stored.keys(), ...expected.keys()])]
    .filter((key) => stored.get(key) !== expected.get(key))
    .map((key) => `${key}: ${stored.get(key)} instead of ${expected.get(key)}`)
}

/** The same numbers for the same seed. */
interface Random {
  below(limit: number): number
  of<Value>(values: readonly Value[]): Value
  uuid(): string
}

function randomOf(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => next() % limit
  const hex = () => next().toString(16).padStart(8, '0')
  return {
    below,
    of: (values) => values[below(values.length)] as (typeof values)[number],
    uuid: () => `${hex()}-${hex().slice(4)}-4${hex().slice(5)}-8${hex().slice(5)}-${hex()}${hex().slice(4)}`,
  }
}
