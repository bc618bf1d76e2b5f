import type { Database } from '../../db/database.ts'

/** Which rows go, and how many at a time. */
interface Old {
  beforeMs: number
  limit: number
}

/** Each returns how many rows were deleted. */
export type DeleteSome = (db: Database, old: Old) => Promise<number>

/** Plays whose last token ended before a moment. Found by their beginning, which came before it and has an index. */
export const deleteStreamSessions: DeleteSome = (db, { beforeMs, limit }) =>
  count(
    db,
    'retention_stream_sessions',
    `delete from stream_sessions where id in (
       select id from stream_sessions
       where started_at < to_timestamp($1::float8 / 1000) and expires_at < to_timestamp($1::float8 / 1000)
       order by started_at limit $2)`,
    [beforeMs, limit],
  )

/** Transcodes that ended, well or not, before a moment. */
export const deleteMediaJobs: DeleteSome = (db, { beforeMs, limit }) =>
  count(
    db,
    'retention_media_jobs',
    `delete from media_jobs where id in (
       select id from media_jobs
       where state in ('completed', 'failed') and updated_at < to_timestamp($1::float8 / 1000)
       order by updated_at limit $2)`,
    [beforeMs, limit],
  )

/** Who never confirmed a subscription that they asked for before a moment. */
export const deleteUnconfirmed: DeleteSome = (db, { beforeMs, limit }) =>
  count(
    db,
    'retention_newsletter_subscribers',
    `delete from newsletter_subscribers where id in (
       select id from newsletter_subscribers
       where status = 'pending' and updated_at < to_timestamp($1::float8 / 1000) order by updated_at limit $2)`,
    [beforeMs, limit],
  )

const NETWORK_BITS = 'case family(client_ip) when 4 then 24 else 48 end'

/** Cuts the addresses from which people subscribed before a moment to their networks. @returns how many. */
export function cutAddresses(db: Database, { beforeMs, limit }: Old): Promise<number> {
  return count(
    db,
    'retention_cut_addresses',
    `update newsletter_subscribers set client_ip = network(set_masklen(client_ip, ${NETWORK_BITS})) where id in (
       select id from newsletter_subscribers
       where masklen(client_ip) > ${NETWORK_BITS} and coalesce(mailed_at, subscribed_at) < to_timestamp($1::float8 / 1000)
       limit $2)`,
    [beforeMs, limit],
  )
}

/** What became of mails of campaigns before a moment: their campaign keeps the figures. */
export const deleteDeliveries: DeleteSome = async (db, { beforeMs, limit }) => {
  const [row] = await db.query<{ deleted: number }>(
    'retention_campaign_deliveries',
    `with gone as (
       delete from campaign_deliveries where cause_digest in (
         select cause_digest from campaign_deliveries where ended_at < to_timestamp($1::float8 / 1000)
         order by ended_at limit $2)
       returning campaign_id, state),
     figures as (select campaign_id, state, count(*)::integer as count from gone group by campaign_id, state),
     kept as (
       update campaigns c set past_deliveries = past_deliveries || (
         select jsonb_object_agg(f.state, coalesce((c.past_deliveries ->> f.state)::integer, 0) + f.count)
         from figures f where f.campaign_id = c.id)
       where id in (select campaign_id from figures))
     select count(*)::integer as deleted from gone`,
    [beforeMs, limit],
  )
  return row?.deleted ?? 0
}

async function count(db: Database, name: string, change: string, params: unknown[]): Promise<number> {
  const [row] = await db.query<{ deleted: number }>(
    name,
    `with gone as (${change} returning 1) select count(*)::integer as deleted from gone`,
    params,
  )
  return row?.deleted ?? 0
}
