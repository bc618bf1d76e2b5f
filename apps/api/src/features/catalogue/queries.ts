import type { Tier } from '@better-and-bliss/membership'
import { type RungName, VIDEO_HEIGHTS, type VideoHeight, videoRung } from '@better-and-bliss/stream-token'
import type { Database } from '../../db/database.ts'
import type { AudioLanguage, Chapter, Language, Storyboard } from '../../ports/transcoder.ts'
import { textOfMarkdown } from '../../text/markdown.ts'
import type { Category, Expert, Item, Series, Shelves } from './item.ts'

interface ItemRow {
  id: string
  title: string
  slug: string
  description: string | null
  content_type: 'video' | 'audio'
  access_tier: Tier
  countries: string
  category_id: string | null
  expert_id: string | null
  series_id: string | null
  episode_number: number | null
  tags: string[]
  language: string | null
  status: string
  spoken_at: Date | null
  duration_seconds: number | null
  featured: boolean
  trending: boolean
  created_at: Date
  published_at: Date | null
  s3_key_thumbnail: string | null
  s3_key_poster: string | null
  s3_key_waveform: string | null
  is_hls_ready: boolean
  is_audio_hls_ready: boolean
  chapters: Chapter[]
  captions: Language[]
  audio_languages: AudioLanguage[]
  storyboard: Storyboard | null
  rungs: RungName[]
}

const SELECT_ITEMS = `
  select c.id, c.title, c.slug, c.description, c.content_type, c.access_tier, c.countries, c.category_id, c.expert_id, c.series_id,
    c.episode_number, c.tags, c.language, c.status, coalesce(c.shown_duration_seconds, c.duration_seconds, c.video_duration_seconds) as duration_seconds,
    c.featured, c.trending, c.created_at, c.published_at,
    c.s3_key_thumbnail, c.s3_key_poster, c.s3_key_waveform, c.is_hls_ready, c.is_audio_hls_ready,
    c.chapters, c.captions, c.audio_languages, c.storyboard,
    (select w.drawn_at from spoken_words w where w.content_id = c.id) as spoken_at,
    array(select r.name from renditions r where r.content_id = c.id and r.kind = 'video') as rungs
  from content c`

/** The ids of all open items, those that members could open first before the others. */
export async function selectOpenIds(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'catalogue_ids',
    'select c.id from content c where c.is_open order by coalesce(c.published_at, c.created_at), c.id desc',
    [],
  )
  return rows.map(({ id }) => id)
}

/** The id of the open item with this slug. */
export async function selectIdBySlug(db: Database, slug: string): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>(
    'catalogue_id_by_slug',
    'select c.id from content c where c.slug = $1 and c.is_open',
    [slug],
  )
  return row?.id
}

/** Of `ids`, those that are open. */
export async function selectOpenItemsById(db: Database, shelves: Shelves, ids: string[]): Promise<Item[]> {
  const rows = await db.query<ItemRow>(
    'catalogue_items_by_id',
    `${SELECT_ITEMS} where c.is_open and c.id = any($1::uuid[])`,
    [ids],
  )
  return rows.map((row) => toItem(row, shelves))
}

/** The words that are said in items, by their ids, one blank between two. */
export async function selectSpokenWords(db: Database, ids: string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ content_id: string; words: string }>(
    'catalogue_spoken_words',
    'select content_id, words from spoken_words where content_id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(({ content_id: id, words }) => [id, words]))
}

/** An item, open or not. */
export async function selectAnyItem(db: Database, shelves: Shelves, id: string): Promise<Item | undefined> {
  const [row] = await db.query<ItemRow>('catalogue_any_item', `${SELECT_ITEMS} where c.id = $1`, [id])
  return row && toItem(row, shelves)
}

export async function selectCategories(db: Database): Promise<Category[]> {
  return db.query<Category>(
    'catalogue_categories',
    'select id, name, slug, description, picture_id as "pictureId" from categories order by position, name',
  )
}

export async function selectExperts(db: Database): Promise<Expert[]> {
  const rows = await db.query<Omit<Expert, 'bio'>>(
    'catalogue_experts',
    `select id, name, slug, title, bio as markdown, picture_id as "pictureId", avatar_url as "avatarUrl", featured
     from experts order by name, id`,
  )
  return rows.map((row) => ({ ...row, bio: row.markdown && textOfMarkdown(row.markdown) }))
}

export async function selectSeries(db: Database): Promise<Series[]> {
  return db.query<Series>(
    'catalogue_series',
    'select id, title, slug, description, picture_id as "pictureId" from content_series',
  )
}

function toItem(row: ItemRow, { categories, experts, series }: Shelves): Item {
  return {
    id: row.id,
    title: row.title,
    slug: row.slug,
    description: row.description && textOfMarkdown(row.description),
    markdown: row.description,
    contentType: row.content_type,
    accessTier: row.access_tier,
    countries: row.countries,
    category: categories.get(row.category_id ?? '') ?? null,
    expert: experts.get(row.expert_id ?? '') ?? null,
    series: series.get(row.series_id ?? '') ?? null,
    episodeNumber: row.episode_number,
    tags: row.tags,
    language: row.language,
    spokenAtMs: row.spoken_at?.getTime() ?? null,
    durationSeconds: row.duration_seconds,
    featured: row.featured,
    trending: row.trending,
    isListed: row.status === 'published',
    createdAtMs: row.created_at.getTime(),
    publishedAtMs: (row.published_at ?? row.created_at).getTime(),
    thumbnailKey: row.s3_key_thumbnail,
    posterKey: row.s3_key_poster,
    waveformKey: row.s3_key_waveform,
    isHlsReady: row.is_hls_ready,
    isAudioHlsReady: row.is_audio_hls_ready,
    heights: heightsOf(row.rungs),
    chapters: row.chapters,
    captions: row.captions,
    audioLanguages: row.audio_languages,
    storyboard: row.storyboard,
  }
}

function heightsOf(rungs: readonly RungName[]): VideoHeight[] {
  return VIDEO_HEIGHTS.filter((height) => rungs.includes(videoRung(height)))
}
