import type { Database } from '../../db/database.ts'
import type { Letter } from '../../mail/letters/letter.ts'
import type { Audience } from './audience.ts'
import type { Draft, STATES } from './schemas.ts'

export type CampaignState = (typeof STATES)[number]

export interface CampaignRow {
  id: string
  subject: string
  preview: string
  blocks: unknown
  audience: unknown
  counts_clicks: boolean
  state: CampaignState
  letter: unknown
  starts_at: Date | null
  ended_at: Date | null
  last_subscriber_id: string | null
  past_deliveries: unknown
  created_at: Date
  updated_at: Date
}

const CAMPAIGN = `id, subject, preview, blocks, audience, counts_clicks, state, letter, starts_at, ended_at,
  last_subscriber_id, past_deliveries, created_at, updated_at`

export async function selectCampaigns(
  db: Database,
  { limit, offset }: { limit: number; offset: number },
): Promise<CampaignRow[]> {
  return db.query<CampaignRow>(
    'campaign_list',
    `select ${CAMPAIGN} from campaigns order by created_at desc, id limit $1 offset $2`,
    [limit, offset],
  )
}

export async function countCampaigns(db: Database): Promise<number> {
  const [row] = await db.query<{ total: number }>('campaign_count', 'select count(*)::integer as total from campaigns')
  return row?.total ?? 0
}

export async function selectCampaign(db: Database, id: string): Promise<CampaignRow | undefined> {
  const [row] = await db.query<CampaignRow>('campaign_find', `select ${CAMPAIGN} from campaigns where id = $1`, [id])
  return row
}

/** The row is locked until the transaction ends. */
export async function lockCampaign(tx: Database, id: string): Promise<CampaignRow | undefined> {
  const sql = `select ${CAMPAIGN} from campaigns where id = $1 for update`
  const [row] = await tx.query<CampaignRow>('campaign_lock', sql, [id])
  return row
}

export async function insertCampaign(db: Database, draft: Draft, nowMs: number): Promise<CampaignRow> {
  const [row] = await db.query<CampaignRow>(
    'campaign_insert',
    `insert into campaigns (subject, preview, blocks, audience, counts_clicks, created_at, updated_at)
     values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($6::float8 / 1000)) returning ${CAMPAIGN}`,
    [...columnsOf(draft), nowMs],
  )
  return oneOf(row)
}

export async function updateDraft(tx: Database, id: string, draft: Draft, nowMs: number): Promise<CampaignRow> {
  const [row] = await tx.query<CampaignRow>(
    'campaign_update',
    `update campaigns set subject = $1, preview = $2, blocks = $3, audience = $4, counts_clicks = $5,
       updated_at = to_timestamp($6::float8 / 1000) where id = $7 returning ${CAMPAIGN}`,
    [...columnsOf(draft), nowMs, id],
  )
  return oneOf(row)
}

function columnsOf({ subject, preview, blocks, audience, counts_clicks }: Draft): unknown[] {
  return [subject, preview, JSON.stringify(blocks), JSON.stringify(audience), counts_clicks]
}

export async function deleteCampaign(tx: Database, id: string): Promise<void> {
  await tx.query('campaign_delete', 'delete from campaigns where id = $1', [id])
}

/** @param start `letter`: what is sent from then on, whatever becomes of its parts. */
export async function freezeCampaign(
  tx: Database,
  id: string,
  { letter, startsAtMs }: { letter: Letter; startsAtMs: number },
): Promise<CampaignRow> {
  const [row] = await tx.query<CampaignRow>(
    'campaign_freeze',
    `update campaigns set state = 'scheduled', letter = $2, starts_at = to_timestamp($3::float8 / 1000)
     where id = $1 returning ${CAMPAIGN}`,
    [id, JSON.stringify(letter), startsAtMs],
  )
  return oneOf(row)
}

export async function setState(tx: Database, id: string, state: CampaignState): Promise<CampaignRow> {
  const [row] = await tx.query<CampaignRow>(
    'campaign_set_state',
    `update campaigns set state = $2, letter = case when $2 = 'draft' then null else letter end,
       starts_at = case when $2 = 'draft' then null else starts_at end
     where id = $1 returning ${CAMPAIGN}`,
    [id, state],
  )
  return oneOf(row)
}

/** The links of a campaign that counts clicks, each once. @returns their ids by their addresses. */
export async function insertLinks(tx: Database, campaignId: string, urls: string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; url: string }>(
    'campaign_insert_links',
    'insert into campaign_links (campaign_id, url) select $1, url from unnest($2::text[]) url returning id, url',
    [campaignId, urls],
  )
  return new Map(rows.map(({ id, url }) => [url, id]))
}

export async function deleteLinks(tx: Database, campaignId: string): Promise<void> {
  await tx.query('campaign_delete_links', 'delete from campaign_links where campaign_id = $1', [campaignId])
}

/** Counts a click. @returns where the link leads. */
export async function followLink(db: Database, id: string): Promise<string | undefined> {
  const [row] = await db.query<{ url: string }>(
    'campaign_follow_link',
    'update campaign_links set clicks = clicks + 1 where id = $1 returning url',
    [id],
  )
  return row?.url
}

export async function selectLinks(db: Database, campaignId: string): Promise<{ url: string; clicks: number }[]> {
  return db.query(
    'campaign_links',
    'select url, clicks from campaign_links where campaign_id = $1 order by clicks desc, url',
    [campaignId],
  )
}

/** Deliveries and endings by what became of them; of a subscriber who ended it more than once, each. */
export async function selectFigures(db: Database, campaignId: string): Promise<{ what: string; count: number }[]> {
  return db.query(
    'campaign_figures',
    `select state as what, count(*)::integer as count from campaign_deliveries where campaign_id = $1 group by state
     union all
     select reason, count(*)::integer from newsletter_endings where campaign_id = $1 group by reason`,
    [campaignId],
  )
}

/** Subscribers still, of whom it is in doubt whether they got a campaign. */
export async function selectInDoubt(
  tx: Database,
  campaignId: string,
  limit: number,
): Promise<{ id: string; email: string }[]> {
  return tx.query(
    'campaign_in_doubt',
    `select s.id, s.email from campaign_deliveries d join newsletter_subscribers s on s.id = d.subscriber_id and s.status = 'active'
     where d.campaign_id = $1 and d.state = 'uncertain' order by s.id limit $2`,
    [campaignId, limit],
  )
}

/** Of deliveries whose mails are sent again. */
export async function requeueDeliveries(tx: Database, digests: Buffer[]): Promise<void> {
  await tx.query(
    'campaign_requeue_deliveries',
    `update campaign_deliveries set state = 'queued', ended_at = null where cause_digest = any($1::bytea[]) and state = 'uncertain'`,
    [digests],
  )
}

/** Who is in an audience and not gone through yet, in order of their ids. */
const IN_AUDIENCE = `
  from newsletter_subscribers s left join users u on u.email = s.email and u.status = 'active'
  where s.status = 'active'
    and (cardinality($1::text[]) = 0 or s.topics && $1::text[])
    and (cardinality($2::text[]) = 0 or coalesce(u.subscription_tier, 'stranger') = any($2::text[]))
    and ($3::integer is null or u.last_login > to_timestamp($4::float8 / 1000) - make_interval(days => $3::integer))
    and (s.frequency = 'all' or not exists (
      select from campaign_deliveries d where d.subscriber_id = s.id and d.state <> 'dropped'
        and d.queued_at > to_timestamp($4::float8 / 1000) - case s.frequency when 'weekly' then interval '6 days 12 hours' else interval '29 days' end))`

export async function countAudience(db: Database, audience: Audience, nowMs: number): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'campaign_count_audience',
    `select count(*)::integer as count ${IN_AUDIENCE}`,
    audienceParams(audience, nowMs),
  )
  return row?.count ?? 0
}

/** The next of an audience after a subscriber, in order of their ids. */
export async function selectNextReaders(
  db: Database,
  audience: Audience,
  { afterId, limit, nowMs }: { afterId: string | null; limit: number; nowMs: number },
): Promise<{ id: string; email: string }[]> {
  return db.query(
    'campaign_next_readers',
    `select s.id, s.email ${IN_AUDIENCE} and ($5::uuid is null or s.id > $5) order by s.id limit $6`,
    [...audienceParams(audience, nowMs), afterId, limit],
  )
}

function audienceParams({ topics, tiers, active_within_days: days }: Audience, nowMs: number): unknown[] {
  return [topics, tiers, days, nowMs]
}

function oneOf(row: CampaignRow | undefined): CampaignRow {
  if (!row) throw new Error('A statement on a campaign returned no row')
  return row
}
