import type { StudioContent, StudioContentChange } from '@better-and-bliss/sdk'
import { changedFields } from '../shared/use-draft.ts'
import { t } from './messages.ts'

/** What people set of an item. A slug that is null is made from the title. */
export type Fields = Required<Omit<StudioContentChange, 'version'>>
export type FieldName = keyof Fields

/** The fields of an item as it is. Until it is shown, a slug that nobody chose follows the title. */
export function fieldsOf(item: StudioContent): Fields {
  const { title, description, access_tier, episode_number, tags, language, countries, featured, trending } = item
  return {
    ...{ title, description, access_tier, episode_number, tags, language, countries, featured, trending },
    slug: item.slug_of_title && item.published_at === null ? null : item.slug,
    category_id: item.category?.id ?? null,
    expert_id: item.expert?.id ?? null,
    series_id: item.series?.id ?? null,
    shown_duration_seconds: item.shown_duration_seconds,
  }
}

/** The fields in which a draft is another than what it began as. */
export function changesOf(draft: Fields, began: Fields): Partial<Fields> {
  const changes = changedFields(draft, began)
  return { ...changes, ...('title' in changes && draft.slug === null && { slug: null }) }
}

export const FIELD_NAMES: Record<FieldName, string> = {
  title: t('title'),
  slug: t('address'),
  description: t('description'),
  access_tier: t('plan'),
  category_id: t('category'),
  expert_id: t('expert'),
  series_id: t('series'),
  episode_number: t('partOfSeries'),
  tags: t('tags'),
  language: t('language'),
  countries: t('countries'),
  shown_duration_seconds: t('lengthToShow'),
  featured: t('featured'),
  trending: t('trending'),
}
