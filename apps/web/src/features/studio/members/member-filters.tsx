import { TIER_NAMES, TIERS } from '@better-and-bliss/membership'
import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import styles from '../shared/page.module.css'
import { SearchForm } from '../shared/search-form.tsx'
import { type MemberSearch, parseMemberSearch } from './member-search.ts'
import { ROLE_NAMES, TASKS } from './words.ts'

const PLANS = [{ value: '', label: 'Any plan' }, ...TIERS.map((value) => ({ value, label: TIER_NAMES[value] }))]
const ROLES = [{ value: '', label: 'Any role' }, ...TASKS.map((value) => ({ value, label: ROLE_NAMES[value] }))]
const STATUSES = [
  { value: '', label: 'Any status' },
  { value: 'active', label: 'Active' },
  { value: 'suspended', label: 'Suspended' },
]
const SEEN = [
  { value: '', label: 'Seen at any time' },
  { value: 'today', label: 'Seen within a day' },
  { value: 'month', label: 'Seen within 30 days' },
  { value: 'away', label: 'Not seen for 90 days' },
]

interface MemberFiltersProps {
  search: MemberSearch
  onSearch: (search: MemberSearch) => void
}

/** What narrows the list of members down. */
export function MemberFilters({ search, onSearch }: MemberFiltersProps) {
  const choose = (part: Partial<Record<keyof MemberSearch, string>>) => {
    const { page: _page, ...others } = search
    onSearch(parseMemberSearch({ ...others, ...part }))
  }
  return (
    <search className={styles.filters}>
      <SearchForm
        key={search.q}
        label="Name or email"
        maxLength={MAX_LENGTHS.listStudioMembers.q}
        words={search.q ?? ''}
        onWords={(q) => choose({ q })}
      />
      <NativeSelect
        aria-label="Plan"
        data={PLANS}
        value={search.tier ?? ''}
        onChange={({ currentTarget: { value: tier } }) => choose({ tier })}
      />
      <NativeSelect
        aria-label="Role"
        data={ROLES}
        value={search.role ?? ''}
        onChange={({ currentTarget: { value: role } }) => choose({ role })}
      />
      <NativeSelect
        aria-label="Status"
        data={STATUSES}
        value={search.status ?? ''}
        onChange={({ currentTarget: { value: status } }) => choose({ status })}
      />
      <NativeSelect
        aria-label="Last seen"
        data={SEEN}
        value={search.seen ?? ''}
        onChange={({ currentTarget: { value: seen } }) => choose({ seen })}
      />
    </search>
  )
}
