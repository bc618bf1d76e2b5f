import type { StudioItem } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { TierBadge } from '../../../ui/tier-badge.tsx'
import { durationWords } from '../../../ui/words.ts'
import { Moment } from '../shared/moment.tsx'
import type { Column } from '../shared/table.tsx'
import styles from './list.module.css'
import state from './state.module.css'
import { mediaWords, stateName } from './words.ts'

/** What the list tells of an item. */
export const COLUMNS: readonly Column<StudioItem>[] = [
  {
    name: 'Title',
    sort: 'title',
    cell: ({ id, title, thumbnail_url: picture, tags, featured }) => (
      <div className={styles.titled}>
        {picture ? <img src={picture} alt="" width={64} height={36} loading="lazy" /> : <span aria-hidden="true" />}
        <div>
          <Link to="/studio/content/$id" params={{ id }}>
            {title}
          </Link>
          <p>{[...(featured ? ['featured'] : []), ...tags].join(', ')}</p>
        </div>
      </div>
    ),
  },
  { name: 'Status', cell: (item) => <StateBadge item={item} /> },
  { name: 'Plan', cell: ({ access_tier: tier }) => <TierBadge tier={tier} /> },
  { name: 'Category', isDetail: true, cell: ({ category }) => category?.name ?? '–' },
  {
    name: 'Length',
    sort: 'duration',
    isFigure: true,
    cell: ({ duration_seconds: seconds }) => (seconds === null ? '–' : durationWords(seconds)),
  },
  { name: 'Media', cell: mediaWords },
  { name: 'Owner', isDetail: true, cell: ({ owner }) => owner?.name ?? '–' },
  { name: 'Changed', sort: 'updated', cell: ({ updated_at: at }) => <Moment at={at} /> },
]

/** How an item stands. */
export function StateBadge({ item }: { item: StudioItem }) {
  return (
    <span className={state.state} data-state={item.deleted_at ? 'deleted' : item.status}>
      {stateName(item)}
    </span>
  )
}
