import type { Tier } from '@better-and-bliss/membership'
import type { Countries } from '@better-and-bliss/stream-token'
import type { Database } from '../../../db/database.ts'
import type { Chapter, Language } from '../../../ports/transcoder.ts'
import type { JobState } from '../jobs/job-queries.ts'
import type { Status } from './schemas.ts'

/** Who asks: null for whoever sees all items, or the row in `users` of one who sees their own. */
export type Scope = string | null

export interface ItemRow {
  id: string
  title: string
  slug: string
  content_type: 'video' | 'audio'
  access_tier: Tier
  status: Status
  category_id: string | null
  category_name: string | null
  expert_id: string | null
  expert_name: string | null
  series_id: string | null
  series_title: string | null
  episode_number: number | null
  tags: string[]
  featured: boolean
  trending: boolean
  s3_key_thumbnail: string | null
  duration_seconds: number | null
  hls_conversion_status: 'pending' | 'processing' | 'completed' | 'failed' | null
  is_playable: boolean
  owner_sub: string | null
  owner_name: string | null
  publish_at: Date | null
  publish_zone: string | null
  publish_when_ready: boolean
  published_at: Date | null
  review_requested_at: Date | null
  deleted_at: Date | null
  version: number
  created_at: Date
  updated_at: Date
}

export interface ContentRow extends ItemRow {
  description: string | null
  language: string | null
  countries: Countries
  shown_duration_seconds: number | null
  media_duration_seconds: number | null
  s3_key_poster: string | null
  captions: Language[]
  audio_languages: Language[]
  chapters: Chapter[]
}

export const ITEM_COLUMNS = `c.id, c.title, c.slug, c.content_type, c.access_tier, c.status, c.category_id, k.name as category_name,
  c.expert_id, e.name as expert_name, c.series_id, s.title as series_title, c.episode_number, c.tags, c.featured, c.trending,
  c.s3_key_thumbnail, coalesce(c.shown_duration_seconds, c.duration_seconds, c.video_duration_seconds) as duration_seconds,
  c.hls_conversion_status, c.is_hls_ready or c.is_audio_hls_ready as is_playable, u.cognito_sub as owner_sub,
  u.display_name as owner_name, c.publish_at, c.publish_zone, c.publish_when_ready, c.published_at, c.review_requested_at,
  c.deleted_at, c.version, c.created_at, c.updated_at`
const FURTHER_COLUMNS = `c.description, c.language, c.countries, c.shown_duration_seconds,
  coalesce(c.duration_seconds, c.video_duration_seconds) as media_duration_seconds, c.s3_key_poster, c.captions,
  c.audio_languages, c.chapters`
export const NAMES = `left join categories k on k.id = c.category_id left join experts e on e.id = c.expert_id
  left join content_series s on s.id = c.series_id left join users u on u.id = c.owner_id`

export async function selectContent(db: Database, id: string, scope: Scope): Promise<ContentRow | undefined> {
  const [row] = await db.query<ContentRow>(
    'studio_content',
    `select ${ITEM_COLUMNS}, ${FURTHER_COLUMNS} from content c ${NAMES}
     where c.id = $1 and ($2::uuid is null or c.owner_id = $2)`,
    [id, scope],
  )
  return row
}

/** The same, which nobody else changes until the transaction ends. */
export async function lockContent(tx: Database, id: string, scope: Scope): Promise<ContentRow | undefined> {
  const locked = await tx.query(
    'studio_lock_content',
    'select from content where id = $1 and ($2::uuid is null or owner_id = $2) for update',
    [id, scope],
  )
  return locked.length === 0 ? undefined : selectContent(tx, id, scope)
}

export interface JobRow {
  id: string
  state: JobState
  progress: number
  failure: string | null
  created_at: Date
  updated_at: Date
}

const MOST_JOBS = 20

export function selectJobsOf(db: Database, contentId: string): Promise<JobRow[]> {
  return db.query<JobRow>(
    'studio_jobs_of_content',
    `select id, state, progress, failure, created_at, updated_at from media_jobs where content_id = $1
     order by created_at desc, id limit ${MOST_JOBS}`,
    [contentId],
  )
}

export interface RenditionRow {
  name: string
  kind: 'video' | 'audio'
  width: number | null
  height: number | null
  bandwidth: number
}

export function selectRenditionsOf(db: Database, contentId: string): Promise<RenditionRow[]> {
  return db.query<RenditionRow>(
    'studio_renditions_of_content',
    `select name, kind, width, height, bandwidth from renditions where content_id = $1
     order by height desc nulls last, name`,
    [contentId],
  )
}
