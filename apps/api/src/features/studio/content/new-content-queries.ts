import type { Tier } from '@better-and-bliss/membership'
import type { Countries } from '@better-and-bliss/stream-token'
import type { Database } from '../../../db/database.ts'

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

/** Where the item with a slug may be played, which nobody else changes until the transaction ends. */
export async function lockCountries(
  tx: Database,
  slug: string,
): Promise<{ id: string; countries: Countries } | undefined> {
  const [row] = await tx.query<{ id: string; countries: Countries }>(
    'studio_lock_countries',
    'select id, countries from content where slug = $1 for update',
    [slug],
  )
  return row
}

export async function updateCountries(tx: Database, id: string, countries: Countries): Promise<void> {
  await tx.query('studio_update_countries', 'update content set countries = $2, updated_at = now() where id = $1', [
    id,
    countries,
  ])
}
