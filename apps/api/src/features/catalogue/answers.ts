import { videoRung } from '@better-and-bliss/stream-token'
import { canAccess, type Member, upgradeMessage } from '../../access/member.ts'
import { TIERS } from '../../access/tiers.ts'
import type { Cards } from './cards.ts'
import type { Catalogue } from './catalogue.ts'
import type { Item } from './item.ts'
import type { Paging } from './lookup/lists.ts'
import type { Chosen } from './lookup/lookup.ts'
import type { Pictures } from './pictures.ts'
import type { Card, Detail, Page } from './schemas.ts'

export type Viewer = Pick<Member, 'role' | 'tier'> | null

/** An item as a card shows it to a viewer (nobody: null). */
export function toCard(item: Item, viewer: Viewer, pictures: Pictures): Card {
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

export function toDetail(item: Item, viewer: Viewer, pictures: Pictures): Detail {
  const card = toCard(item, viewer, pictures)
  return {
    ...card,
    poster_url: pictures.url(item, item.posterKey),
    waveform_url: pictures.url(item, item.waveformKey),
    can_stream: card.can_access && card.is_hls_ready,
    ...(card.locked && { upgrade_message: upgradeMessage(item.accessTier) }),
    qualities: item.heights.map(videoRung),
  }
}

/** One page of items as JSON text, in the shape of `pageSchema`. */
export function toPage(
  { items, total }: Chosen,
  { limit, offset }: Paging,
  viewer: Viewer,
  { catalogue, cards }: { catalogue: Catalogue; cards: Cards },
): string {
  const about: Omit<Page, 'content'> = {
    total,
    limit,
    offset,
    user_authenticated: viewer !== null,
    premium_available: TIERS.some((tier) => tier !== 'free' && catalogue.count('tier', tier) > 0),
  }
  return `{"content":[${items.map((item) => cards.textOf(item, viewer)).join()}],${JSON.stringify(about).slice(1)}`
}
