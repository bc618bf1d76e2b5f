import type { Member } from '../../../access/member.ts'
import type { ContentRow, ItemRow, JobRow, RenditionRow } from './content-queries.ts'
import { fromCountries } from './countries-field.ts'
import type { ItemPictureUrl } from './item-pictures.ts'
import { KEEP_DELETED_MS } from './keep-deleted.ts'
import { mayEdit, mayPublish } from './rights.ts'
import type { StudioContent, StudioItem } from './schemas.ts'
import { isSlugOfTitle } from './slug.ts'

export function toItem(row: ItemRow, pictureUrl: ItemPictureUrl): StudioItem {
  const shelf = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })
  return {
    id: row.id,
    title: row.title,
    slug: row.slug,
    content_type: row.content_type,
    access_tier: row.access_tier,
    status: row.status,
    category: shelf(row.category_id, row.category_name),
    expert: shelf(row.expert_id, row.expert_name),
    series: shelf(row.series_id, row.series_title),
    episode_number: row.episode_number,
    tags: row.tags,
    featured: row.featured,
    trending: row.trending,
    thumbnail_url: pictureUrl(row, row.s3_key_thumbnail),
    duration_seconds: row.duration_seconds,
    conversion: row.hls_conversion_status,
    is_playable: row.is_playable,
    owner: row.owner_sub === null ? null : { id: row.owner_sub, name: row.owner_name },
    publish_at: row.publish_at?.toISOString() ?? null,
    publish_zone: row.publish_zone,
    publish_when_ready: row.publish_when_ready,
    published_at: row.published_at?.toISOString() ?? null,
    review_requested_at: row.review_requested_at?.toISOString() ?? null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
    gone_at: row.deleted_at && new Date(row.deleted_at.getTime() + KEEP_DELETED_MS).toISOString(),
    version: row.version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

interface Surroundings {
  jobs: JobRow[]
  renditions: RenditionRow[]
  files: StudioContent['files']
  formerFiles: StudioContent['former_files']
  /** Who asks. */
  member: Member
  creatorsPublish: boolean
  pictureUrl: ItemPictureUrl
}

export function toContent(row: ContentRow, surroundings: Surroundings): StudioContent {
  const { jobs, renditions, files, formerFiles, member, creatorsPublish, pictureUrl } = surroundings
  return {
    ...toItem(row, pictureUrl),
    description: row.description ?? '',
    language: row.language,
    countries: fromCountries(row.countries),
    shown_duration_seconds: row.shown_duration_seconds,
    media_duration_seconds: row.media_duration_seconds,
    slug_of_title: isSlugOfTitle(row.slug, row.title),
    poster_url: pictureUrl(row, row.s3_key_poster),
    jobs: jobs.map((job) => ({
      ...job,
      created_at: job.created_at.toISOString(),
      updated_at: job.updated_at.toISOString(),
    })),
    renditions,
    files,
    former_files: formerFiles,
    captions: row.captions,
    audio_languages: row.audio_languages,
    chapters: row.chapters.map(({ title, startSeconds }) => ({ title, start_seconds: startSeconds })),
    may_edit: mayEdit(member),
    may_publish: mayPublish(member, creatorsPublish),
  }
}
