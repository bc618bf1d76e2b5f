import { TIERS, type Tier } from '@better-and-bliss/membership'
import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { TIER_WORDS } from '../../../ui/tier-words.ts'
import styles from '../shared/page.module.css'
import { SearchForm } from '../shared/search-form.tsx'
import { type ContentSearch, type Shown, STATUSES } from './content-search.ts'
import { t } from './messages.ts'
import { STATUS_NAMES } from './words.ts'

const SHOWN = [
  { value: '', label: t('anyStatus') },
  ...STATUSES.map((value) => ({ value, label: STATUS_NAMES[value] })),
  { value: 'review', label: t('waitsReview') },
  { value: 'deleted', label: t('deleted') },
]
const PLANS = [{ value: '', label: t('anyPlan') }, ...TIERS.map((value) => ({ value, label: TIER_WORDS[value] }))]
const KINDS = [
  { value: '', label: t('filmAndSound') },
  { value: 'video', label: t('film') },
  { value: 'audio', label: t('sound') },
]

interface ContentFiltersProps {
  search: ContentSearch
  onSearch: (search: ContentSearch) => void
}

/** What narrows the list of items down. */
export function ContentFilters({ search, onSearch }: ContentFiltersProps) {
  const choose = (part: { [Key in keyof ContentSearch]?: ContentSearch[Key] | undefined }) => {
    const { page: _page, ...others } = { ...search, ...part }
    onSearch(Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)))
  }
  return (
    <search className={styles.filters}>
      <SearchForm
        key={search.q}
        label={t('searchItems')}
        maxLength={MAX_LENGTHS.listStudioContent.q}
        words={search.q ?? ''}
        onWords={(q) => choose({ q: q || undefined })}
      />
      <NativeSelect
        aria-label={t('status')}
        data={SHOWN}
        value={search.show ?? ''}
        onChange={({ currentTarget: { value } }) => choose({ show: (value || undefined) as Shown | undefined })}
      />
      <NativeSelect
        aria-label={t('plan')}
        data={PLANS}
        value={search.tier ?? ''}
        onChange={({ currentTarget: { value } }) => choose({ tier: (value || undefined) as Tier | undefined })}
      />
      <NativeSelect
        aria-label={t('kind')}
        data={KINDS}
        value={search.type ?? ''}
        onChange={({ currentTarget: { value } }) => choose({ type: (value || undefined) as ContentSearch['type'] })}
      />
    </search>
  )
}
