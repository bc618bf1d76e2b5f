import type { Tier } from '@better-and-bliss/membership'
import type { Countries } from '@better-and-bliss/stream-token'
import type { Database } from '../../db/database.ts'
import type { Choices, Rendition } from '../../ports/transcoder.ts'

/** Makes a category unless its slug exists. @returns its id; undefined if the slug is taken. */
export async function insertCategory(
  db: Database,
  category: { name: string; slug: string; description?: string; position?: number },
): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>(
    'studio_insert_category',
    `insert into categories (name, slug, description, position) values ($1, $2, $3, $4)
     on conflict (slug) do nothing returning id`,
    [category.name, category.slug, category.description ?? null, category.position ?? 0],
  )
  return row?.id
}

/** Makes an expert unless the slug exists. @returns the id; undefined if the slug is taken. */
export async function insertExpert(
  db: Database,
  expert: { name: string; slug: string; title?: string; bio?: string },
): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>(
    'studio_insert_expert',
    `insert into experts (name, slug, title, bio) values ($1, $2, $3, $4)
     on conflict (slug) do nothing returning id`,
    [expert.name, expert.slug, expert.title ?? null, expert.bio ?? null],
  )
  return row?.id
}

/** What a category or an expert is called. */
export interface Named {
  id: string
  name: string
  slug: string | null
}

export async function selectCategoryNames(db: Database): Promise<Named[]> {
  return db.query<Named>('studio_category_names', 'select id, name, slug from categories order by created_at, id')
}

export async function selectExpertNames(db: Database): Promise<Named[]> {
  return db.query<Named>('studio_expert_names', 'select id, name, slug from experts order by created_at, id')
}

/** An operator's draft whose conversion failed keeps no slug from others. */
const FAILED_DRAFT = `status = 'draft' and hls_conversion_status = 'failed' and owner_id is null`

export async function contentExistsWithSlug(db: Database, slug: string): Promise<boolean> {
  const rows = await db.query('studio_slug_exists', `select from content where slug = $1 and not (${FAILED_DRAFT})`, [
    slug,
  ])
  return rows.length > 0
}

/** @returns the id of the draft that had the slug, if its conversion had failed. */
export async function deleteFailedDraft(db: Database, slug: string): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>(
    'studio_delete_failed_draft',
    `delete from content where slug = $1 and ${FAILED_DRAFT} returning id`,
    [slug],
  )
  return row?.id
}

export interface NewContent {
  id: string
  title: string
  slug: string
  description: string | null
  contentType: 'video' | 'audio'
  tier: Tier
  categoryId: string
  expertId: string | null
  durationSeconds: number
  featured: boolean
  /** Where it may be played. */
  countries: Countries
}

/**
 * A draft, published as soon as its first rendition can be played.
 *
 * @returns false if the slug is taken; nothing was inserted then.
 */
export async function insertContent(db: Database, content: NewContent): Promise<boolean> {
  const rows = await db.query(
    'studio_insert_content',
    `insert into content (id, title, slug, description, content_type, access_tier, category_id, expert_id,
       duration_seconds, featured, countries, hls_conversion_status, publish_when_ready)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'pending', true)
     on conflict (slug) do nothing returning id`,
    [
      content.id,
      content.title,
      content.slug,
      content.description,
      content.contentType,
      content.tier,
      content.categoryId,
      content.expertId,
      content.durationSeconds,
      content.featured,
      content.countries,
    ],
  )
  return rows.length > 0
}

/** @returns false if no item has the slug. */
export async function updateCountries(db: Database, slug: string, countries: Countries): Promise<boolean> {
  const rows = await db.query(
    'studio_update_countries',
    'update content set countries = $2, updated_at = now() where slug = $1 returning id',
    [slug, countries],
  )
  return rows.length > 0
}

export interface PlayableMedia extends Choices {
  contentId: string
  masterKey: string
  hasVideo: boolean
  /** The key of the playlist of the sound. */
  audioKey: string | null
  durationSeconds: number
  thumbnailKey: string | null
  posterKey: string | null
  waveformKey: string | null
  completed: boolean
}

/** Shows what can be played now, and publishes a draft that waited for it. */
export async function publishMedia(db: Database, media: PlayableMedia): Promise<void> {
  await db.query(
    'studio_publish_media',
    `update content
     set status = case when status = 'draft' and publish_when_ready then 'published' else status end,
       published_at = case when status = 'draft' and publish_when_ready then coalesce(published_at, now()) else published_at end,
       is_hls_ready = true, hls_playlist_url = $2,
       is_audio_hls_ready = $3::text is not null, audio_hls_playlist_url = $3, s3_key_audio_hls = $3,
       s3_key_thumbnail = $4, s3_key_poster = $5, s3_key_waveform = $6,
       captions = $10, audio_languages = $11, chapters = $12, storyboard = $13,
       duration_seconds = $9, video_duration_seconds = case when $7 then $9::integer end,
       hls_conversion_status = case when $8 then 'completed' else 'processing' end,
       updated_at = now()
     where id = $1`,
    [
      media.contentId,
      media.masterKey,
      media.audioKey,
      media.thumbnailKey,
      media.posterKey,
      media.waveformKey,
      media.hasVideo,
      media.completed,
      media.durationSeconds,
      JSON.stringify(media.captions),
      JSON.stringify(media.audioLanguages),
      JSON.stringify(media.chapters),
      media.storyboard && JSON.stringify(media.storyboard),
    ],
  )
}

/** Replaces what is known of an item's renditions. */
export async function replaceRenditions(db: Database, contentId: string, renditions: Rendition[]): Promise<void> {
  await db.query(
    'studio_replace_renditions',
    `with made as (
       select * from unnest($2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
         $8::text[], $9::double precision[])
         as made (name, kind, width, height, bandwidth, average_bandwidth, codecs, frame_rate)
     ), gone as (
       delete from renditions where content_id = $1 and name not in (select name from made)
     )
     insert into renditions (content_id, name, kind, width, height, bandwidth, average_bandwidth, codecs, frame_rate)
     select $1, name, kind, width, height, bandwidth, average_bandwidth, codecs, frame_rate from made
     on conflict (content_id, name) do update
     set width = excluded.width, height = excluded.height, bandwidth = excluded.bandwidth,
       average_bandwidth = excluded.average_bandwidth, codecs = excluded.codecs, frame_rate = excluded.frame_rate`,
    [
      contentId,
      renditions.map(({ name }) => name),
      renditions.map(({ kind }) => kind),
      renditions.map(({ width }) => width),
      renditions.map(({ height }) => height),
      renditions.map(({ bandwidth }) => bandwidth),
      renditions.map(({ averageBandwidth }) => averageBandwidth),
      renditions.map(({ codecs }) => codecs),
      renditions.map(({ frameRate }) => frameRate),
    ],
  )
}
