import { openPool } from '@better-and-bliss/api/database'
import { SILENT } from './ours.ts'

export interface StudioSize {
  items: number
  members: number
}

const LIMITS = { connectMs: 10_000, answerMs: 300_000 }

/** Adds to a catalogue what the studio's lists tell of: tags, series with their items, patterns, members, and an act on each. Who is there already administers. */
export async function seedStudio(databaseUrl: string, { members }: StudioSize): Promise<void> {
  await using db = openPool(databaseUrl, { log: SILENT, size: 1, limits: LIMITS })
  await db.query('', 'set statement_timeout = 0')
  for (const sql of [SERIES, ITEMS, PATTERNS]) await db.query('', sql)
  await db.query('', `update users set role = 'admin'`)
  await db.query('', MEMBERS, [members])
  await db.query('', ACTS)
  await db.query('', MAILS)
  await db.query('', CONVERSIONS)
  await db.query(
    '',
    'vacuum analyze content, content_series, shelf_items, breath_patterns, users, member_words, audit_log, mails, media_jobs',
  )
}

const SERIES = `
insert into content_series (id, title, slug, description)
select md5('series-' || i)::uuid, 'Series ' || i, 'series-' || i, 'Night after night.' from generate_series(0, 99) i`

/** A tenth of the items belong to series; each has two of ten tags. */
const ITEMS = `
update content c set
  tags = array['tag ' || n % 10, 'theme ' || n / 7 % 10],
  series_id = case when n % 10 = 0 then md5('series-' || n / 10 % 100)::uuid end,
  episode_number = case when n % 10 = 0 then n / 1000 + 1 end,
  updated_at = created_at
from (select id, split_part(slug, '-', 2)::integer as n from content) numbered where numbered.id = c.id`

const PATTERNS = `
insert into breath_patterns (id, name, words, target, position, is_shown)
select md5('pattern-' || i)::uuid, 'Pattern ' || i, 'For the evening.',
  '{"inhale_ms": 4000, "hold_in_ms": 0, "exhale_ms": 6000, "hold_out_ms": 0}', i, true from generate_series(0, 19) i`

/** One in a thousand makes items; one in fifty was suspended. */
const MEMBERS = `
insert into users (cognito_sub, email, display_name, role, subscription_tier, status, last_login, created_at)
select md5('member-' || i)::uuid::text, 'member.' || i || '@example.com',
  (array['Ada', 'Maya', 'Tomás', 'Yuki', 'Ines', 'Omar', 'Lena', 'Sam'])[i % 8 + 1] || ' ' || md5(i::text),
  case when i % 1000 = 0 then 'content_creator' else 'free_user' end,
  (array['free', 'free', 'basic', 'premium'])[i % 4 + 1], case when i % 50 = 0 then 'suspended' else 'active' end,
  now() - i * interval '3 minutes', now() - i * interval '5 minutes'
from generate_series(1, $1::integer) i`

/** Ten members do all of it, each act a little later than the one before. */
const ACTS = `
insert into audit_log (at, actor_kind, actor_sub, action, target, before, after)
select now() - n * interval '1 minute', 'member', md5('member-' || n % 10 + 1)::uuid::text,
  (array['member.status_set', 'content.status_set', 'sign_in.ended', 'content.changed'])[n % 4 + 1],
  cognito_sub, '{"status": "active"}', '{"status": "suspended"}'
from (select cognito_sub, row_number() over (order by created_at) as n from users) numbered`

/** A mail to each member, of which one in a thousand was given up. */
const MAILS = `
insert into mails (cause_digest, kind, state, recipient, ended_at, created_at, next_try_at, give_up_at)
select sha256(n::text::bytea), 'confirm_address', case when n % 1000 = 0 then 'dead' else 'sent' end,
  case when n % 1000 = 0 then 'm***@e***.com' end, at, at, at, at + interval '1 hour'
from (select n, now() - n * interval '1 minute' as at
  from (select row_number() over (order by created_at) as n from users) numbered) made`

/** One an item; one in a hundred failed. */
const CONVERSIONS = `
insert into media_jobs (id, content_id, source_key, state, failure, progress, created_at, updated_at)
select gen_random_uuid(), id, 'sources/' || id, case when n % 100 = 0 then 'failed' else 'completed' end, case when n % 100 = 0 then 'The file has no picture.' end, 1,
  created_at, created_at
from (select id, created_at, row_number() over (order by created_at) as n from content) numbered`
