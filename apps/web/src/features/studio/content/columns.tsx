import type { StudioItem } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { TierBadge } from '../../../ui/tier-badge.tsx'
import { durationWords } from '../../../ui/words.ts'
import { Moment } from '../shared/moment.tsx'
import type { Column } from '../shared/table.tsx'
import styles from './list.module.css'
import { t } from './messages.ts'
import state from './state.module.css'
import { mediaWords, stateName } from './words.ts'

/** What the list tells of an item. */
export const COLUMNS: readonly Column<StudioItem>[] = [
  {
    name: t('title'),
    sort: 'title',
    cell: ({ id, title, thumbnail_url: picture, tags, featured }) => (
      <div className={styles.titled}>
        {picture ? <img src={picture} alt="" width={64} height={36} loading="lazy" /> : <span aria-hidden="true" />}
        <div>
          <Link to="/studio/content/$id" params={{ id }}>
            {title}
          </Link>
          <p>{[...(featured ? [t('featuredWord')] : []), ...tags].join(', ')}</p>
        </div>
      </div>
    ),
  },
  { name: t('status'), cell: (item) => <StateBadge item={item} /> },
  { name: t('plan'), cell: ({ access_tier: tier }) => <TierBadge tier={tier} /> },
  { name: t('category'), isDetail: true, cell: ({ category }) => category?.name ?? '–' },
  {
    name: t('length'),
    sort: 'duration',
    isFigure: true,
    cell: ({ duration_seconds: seconds }) => (seconds === null ? '–' : durationWords(seconds)),
  },
  { name: t('media'), cell: mediaWords },
  { name: t('owner'), isDetail: true, cell: ({ owner }) => owner?.name ?? '–' },
  { name: t('changed'), sort: 'updated', cell: ({ updated_at: at }) => <Moment at={at} /> },
]

/** How an item stands. */
export function StateBadge({ item }: { item: StudioItem }) {
  return (
    <span className={state.state} data-state={item.deleted_at ? 'deleted' : item.status}>
      {stateName(item)}
    </span>
  )
}
