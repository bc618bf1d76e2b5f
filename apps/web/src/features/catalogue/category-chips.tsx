import type { Category } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import type { BrowseSearch } from './browse-search.ts'
import styles from './category-chips.module.css'
import { t } from './messages.ts'

interface CategoryChipsProps {
  categories: readonly Category[] | undefined
  chosen: string | undefined
  search: BrowseSearch
}

export function CategoryChips({ categories = [], chosen, search }: CategoryChipsProps) {
  const { category: _, ...rest } = search
  return (
    <nav aria-label={t('categories')} className={styles.chips}>
      <Link
        to="/browse"
        search={rest}
        className={styles.chip}
        data-chosen={!chosen || undefined}
        aria-current={chosen ? undefined : 'true'}
      >
        {t('all')}
      </Link>
      {categories.map(({ id, name, slug, content_count }) => (
        <Link
          key={id}
          to="/browse"
          search={{ ...rest, category: slug }}
          className={styles.chip}
          data-chosen={slug === chosen || undefined}
          aria-current={slug === chosen ? 'true' : undefined}
        >
          {name} <span className={styles.count}>{content_count}</span>
        </Link>
      ))}
    </nav>
  )
}
