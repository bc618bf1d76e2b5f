import type { ContentRow } from './content-queries.ts'
import { fromCountries } from './countries-field.ts'
import type { ContentFields } from './schemas.ts'

/** What people have set of an item. */
export function fieldsOf(row: ContentRow): ContentFields & { slug: string } {
  const { title, slug, access_tier, category_id, expert_id, series_id, episode_number, tags, language } = row
  const { shown_duration_seconds, featured, trending } = row
  return {
    ...{ title, slug, access_tier, category_id, expert_id, series_id, episode_number, tags, language },
    ...{ shown_duration_seconds, featured, trending },
    description: row.description ?? '',
    countries: fromCountries(row.countries),
  }
}
