import type { Database } from '../../../db/database.ts'
import { toCountries } from './countries-field.ts'
import type { ContentFields, Status } from './schemas.ts'

/** The first of the slugs `base`, `base-2`, … that no other item has. Somebody may take it before it is written. */
export async function selectSlugsLike(db: Database, base: string, exceptId: string | null): Promise<string[]> {
  const rows = await db.query<{ slug: string }>(
    'studio_slugs_like',
    `select slug from content where (slug = $1 or slug like $1 || '-%') and id is distinct from $2::uuid`,
    [base, exceptId],
  )
  return rows.map(({ slug }) => slug)
}

export type WrittenFields = ContentFields & { slug: string }

function valuesOf(fields: WrittenFields): unknown[] {
  return [
    fields.title,
    fields.slug,
    fields.description === '' ? null : fields.description,
    fields.access_tier,
    fields.category_id,
    fields.expert_id,
    fields.series_id,
    fields.episode_number,
    fields.tags,
    fields.language,
    toCountries(fields.countries),
    fields.shown_duration_seconds,
    fields.featured,
    fields.trending,
  ]
}

/** Makes a draft without media. @returns false where the slug is taken; nothing was made then. */
export async function insertDraft(
  tx: Database,
  draft: { id: string; ownerId: string; contentType: 'video' | 'audio'; fields: WrittenFields; nowMs: number },
): Promise<boolean> {
  const rows = await tx.query(
    'studio_insert_draft',
    `insert into content (title, slug, description, access_tier, category_id, expert_id, series_id, episode_number, tags,
       language, countries, shown_duration_seconds, featured, trending, id, owner_id, content_type, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
       to_timestamp($18::float8 / 1000), to_timestamp($18::float8 / 1000))
     on conflict (slug) do nothing returning id`,
    [...valuesOf(draft.fields), draft.id, draft.ownerId, draft.contentType, draft.nowMs],
  )
  return rows.length > 0
}

/** Sets all fields, and makes it another version. */
export async function updateFields(
  tx: Database,
  { id, fields, nowMs }: { id: string; fields: WrittenFields; nowMs: number },
): Promise<void> {
  await tx.query(
    'studio_update_fields',
    `update content set title = $1, slug = $2, description = $3, access_tier = $4, category_id = $5, expert_id = $6,
       series_id = $7, episode_number = $8, tags = $9, language = $10, countries = $11, shown_duration_seconds = $12,
       featured = $13, trending = $14, version = version + 1, updated_at = to_timestamp($16::float8 / 1000)
     where id = $15`,
    [...valuesOf(fields), id, nowMs],
  )
}

export interface StatusChange {
  id: string
  status: Status
  publishAtMs: number | null
  publishZone: string | null
  publishWhenReady: boolean
  reviewRequestedAtMs: number | null
  nowMs: number
}

export async function updateStatus(tx: Database, change: StatusChange): Promise<void> {
  await tx.query(
    'studio_update_status',
    `update content set status = $2, publish_at = to_timestamp($3::float8 / 1000), publish_zone = $4,
       publish_when_ready = $5, review_requested_at = to_timestamp($6::float8 / 1000),
       published_at = case when $2 in ('published', 'unlisted')
         then coalesce(published_at, to_timestamp($7::float8 / 1000)) else published_at end,
       updated_at = to_timestamp($7::float8 / 1000)
     where id = $1`,
    [
      change.id,
      change.status,
      change.publishAtMs,
      change.publishZone,
      change.publishWhenReady,
      change.reviewRequestedAtMs,
      change.nowMs,
    ],
  )
}

export async function updateDeletedAt(
  tx: Database,
  { id, deletedAtMs, nowMs }: { id: string; deletedAtMs: number | null; nowMs: number },
): Promise<void> {
  await tx.query(
    'studio_update_deleted_at',
    `update content set deleted_at = to_timestamp($2::float8 / 1000), updated_at = to_timestamp($3::float8 / 1000)
     where id = $1`,
    [id, deletedAtMs, nowMs],
  )
}
