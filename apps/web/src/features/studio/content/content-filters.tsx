import { TIER_NAMES, TIERS, type Tier } from '@better-and-bliss/membership'
import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import styles from '../shared/page.module.css'
import { SearchForm } from '../shared/search-form.tsx'
import { type ContentSearch, type Shown, STATUSES } from './content-search.ts'
import { STATUS_NAMES } from './words.ts'

const SHOWN = [
  { value: '', label: 'Any status' },
  ...STATUSES.map((value) => ({ value, label: STATUS_NAMES[value] })),
  { value: 'review', label: 'Waits for review' },
  { value: 'deleted', label: 'Deleted' },
]
const PLANS = [{ value: '', label: 'Any plan' }, ...TIERS.map((value) => ({ value, label: TIER_NAMES[value] }))]
const KINDS = [
  { value: '', label: 'Film and sound' },
  { value: 'video', label: 'Film' },
  { value: 'audio', label: 'Sound' },
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
        label="Title, slug or tag"
        maxLength={MAX_LENGTHS.listStudioContent.q}
        words={search.q ?? ''}
        onWords={(q) => choose({ q: q || undefined })}
      />
      <NativeSelect
        aria-label="Status"
        data={SHOWN}
        value={search.show ?? ''}
        onChange={({ currentTarget: { value } }) => choose({ show: (value || undefined) as Shown | undefined })}
      />
      <NativeSelect
        aria-label="Plan"
        data={PLANS}
        value={search.tier ?? ''}
        onChange={({ currentTarget: { value } }) => choose({ tier: (value || undefined) as Tier | undefined })}
      />
      <NativeSelect
        aria-label="Kind"
        data={KINDS}
        value={search.type ?? ''}
        onChange={({ currentTarget: { value } }) => choose({ type: (value || undefined) as ContentSearch['type'] })}
      />
    </search>
  )
}
