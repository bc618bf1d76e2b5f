import { mediaKey, PICTURE_FILES, videoRung } from '@better-and-bliss/stream-token'
import { canAccess, type Member, upgradeMessage } from '../../access/member.ts'
import { htmlOfMarkdown } from '../../text/markdown.ts'
import type { Catalogue } from './catalogue.ts'
import type { Expert, Item } from './item.ts'
import type { PictureUrls } from './picture-urls.ts'
import type { Card, Detail, ShownExpert } from './schemas.ts'

export type Viewer = Pick<Member, 'role' | 'tier'> | null

/** An item as a card shows it to a viewer (nobody: null). */
export function toCard(item: Item, viewer: Viewer, pictures: PictureUrls): Card {
  const open = canAccess(viewer, item.accessTier)
  const { category, expert, series } = item
  return {
    id: item.id,
    title: item.title,
    slug: item.slug,
    description: item.description,
    content_type: item.contentType,
    access_tier: item.accessTier,
    locked: !open,
    can_access: open,
    thumbnail_url: pictures.url(item, item.thumbnailKey),
    duration_seconds: item.durationSeconds,
    category: category && { id: category.id, name: category.name, slug: category.slug },
    expert: expert && { id: expert.id, name: expert.name, slug: expert.slug },
    series: series && { id: series.id, name: series.title, slug: series.slug },
    episode_number: item.episodeNumber,
    featured: item.featured,
    trending: item.trending,
    is_hls_ready: item.isHlsReady || item.isAudioHlsReady,
    created_at: new Date(item.createdAtMs).toISOString(),
  }
}

export function toDetail(item: Item, viewer: Viewer, pictures: PictureUrls): Detail {
  const card = toCard(item, viewer, pictures)
  return {
    ...card,
    description_html: item.markdown && htmlOfMarkdown(item.markdown),
    tags: item.tags,
    language: item.language,
    poster_url: pictures.url(item, item.posterKey),
    waveform_url: pictures.url(item, item.waveformKey),
    can_stream: card.can_access && card.is_hls_ready,
    ...(card.locked && { upgrade_message: upgradeMessage(item.accessTier) }),
    qualities: item.heights.map(videoRung),
    chapters: item.chapters.map(({ title, startSeconds }) => ({ title, start_seconds: startSeconds })),
    captions: item.captions,
    audio_languages: item.audioLanguages.map(({ language, label }) => ({ language, label })),
  }
}

export function toExpert(
  { id, name, slug, title, bio, pictureId, avatarUrl }: Expert,
  { catalogue, pictures }: { catalogue: Pick<Catalogue, 'count'>; pictures: PictureUrls },
): ShownExpert {
  return {
    ...{ id, name, slug, title, bio },
    avatar_url: pictureId ? chosenPicture(pictureId, pictures) : avatarUrl,
    content_count: catalogue.count('expert', id),
  }
}

/** The signed address of a picture that the studio chose for a category, an expert or a series. */
export function chosenPicture(pictureId: string | null, pictures: PictureUrls): string | null {
  return pictureId && pictures.url({ id: pictureId }, mediaKey(pictureId, PICTURE_FILES.thumbnail))
}
