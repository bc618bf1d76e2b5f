import { randomUUID } from 'node:crypto'
import type { Tier } from '@better-and-bliss/membership'
import { MASTER_PLAYLIST, mediaKey, PICTURE_FILES, type VideoHeight, videoRung } from '@better-and-bliss/stream-token'
import type { Database } from '../db/database.ts'
import { type Choices, NO_CHOICES } from '../ports/transcoder.ts'
import type { TestServer } from './test-server.ts'
import { until } from './until.ts'

interface ContentRow {
  title: string
  description?: string | null
  type?: 'video' | 'audio'
  tier?: Tier
  status?: 'draft' | 'published' | 'unlisted' | 'archived'
  categoryId?: string | null
  expertId?: string | null
  seriesId?: string | null
  episode?: number | null
  durationSeconds?: number | null
  featured?: boolean
  trending?: boolean
  createdAt?: string
  tags?: string[]
  /** Whether its media can be played. */
  isReady?: boolean
  hasPictures?: boolean
  /** Heights of its rungs. */
  heights?: VideoHeight[]
  choices?: Partial<Choices>
}

/** Writes an item, published and playable unless it says otherwise. @returns its id. */
export async function insertContent(db: Database, row: ContentRow): Promise<string> {
  const { type = 'video', isReady = true, hasPictures = true, heights = [], durationSeconds = 600 } = row
  const { captions, audioLanguages, chapters, storyboard } = { ...NO_CHOICES, ...row.choices }
  const id = randomUUID()
  const picture = (name: keyof typeof PICTURE_FILES) => (hasPictures ? mediaKey(id, PICTURE_FILES[name]) : null)
  await db.query(
    'test_insert_content',
    `insert into content (id, title, slug, description, content_type, access_tier, status, category_id, expert_id,
       series_id, episode_number, duration_seconds, featured, trending, created_at, is_hls_ready, is_audio_hls_ready,
       s3_key_video_720p, s3_key_audio, hls_playlist_url, s3_key_thumbnail, s3_key_poster, s3_key_waveform, captions,
       audio_languages, chapters, storyboard, tags)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce($15::timestamptz, now()), $16, $17,
       $18, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`,
    [
      id,
      row.title,
      `${row.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${id.slice(0, 8)}`,
      row.description ?? null,
      type,
      row.tier ?? 'free',
      row.status ?? 'published',
      row.categoryId ?? null,
      row.expertId ?? null,
      row.seriesId ?? null,
      row.episode ?? null,
      durationSeconds,
      row.featured ?? false,
      row.trending ?? false,
      row.createdAt ?? null,
      isReady && type === 'video',
      isReady && type === 'audio',
      `sources/${id}/original.mp4`,
      mediaKey(id, MASTER_PLAYLIST),
      picture('thumbnail'),
      picture('poster'),
      type === 'audio' ? picture('waveform') : null,
      ...[captions, audioLanguages, chapters].map((list) => JSON.stringify(list)),
      storyboard && JSON.stringify(storyboard),
      row.tags ?? [],
    ],
  )
  for (const height of heights) {
    await db.query(
      'test_insert_rendition',
      `insert into renditions (content_id, name, kind, width, height, bandwidth, average_bandwidth, codecs)
       values ($1, $2, 'video', $3, $4, 1000000, 900000, 'avc1.4d401f,mp4a.40.2')`,
      [id, videoRung(height), Math.round((height * 16) / 9), height],
    )
  }
  return id
}

/** Writes a published item and waits until the server shows it. */
export async function publish(server: TestServer, row: ContentRow): Promise<string> {
  const id = await insertContent(server.db, row)
  await until(() => server.parts.streaming.findItem(id)?.heights.length === (row.heights?.length ?? 0))
  return id
}

export async function insertCategory(db: Database, name: string, position = 0): Promise<string> {
  return insertNamed(db, 'insert into categories (name, slug, position) values ($1, $2, $3) returning id', [
    name,
    slugOf(name),
    position,
  ])
}

export async function insertExpert(db: Database, name: string, featured = true): Promise<string> {
  return insertNamed(db, 'insert into experts (name, slug, featured) values ($1, $2, $3) returning id', [
    name,
    slugOf(name),
    featured,
  ])
}

export async function insertSeries(db: Database, title: string): Promise<string> {
  return insertNamed(db, 'insert into content_series (title, slug) values ($1, $2) returning id', [
    title,
    slugOf(title),
  ])
}

async function insertNamed(db: Database, sql: string, values: unknown[]): Promise<string> {
  const [row] = await db.query<{ id: string }>('', sql, values)
  return row?.id ?? ''
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')
}
