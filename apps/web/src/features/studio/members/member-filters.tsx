import { TIERS } from '@better-and-bliss/membership'
import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { TIER_WORDS } from '../../../ui/tier-words.ts'
import styles from '../shared/page.module.css'
import { SearchForm } from '../shared/search-form.tsx'
import { type MemberSearch, parseMemberSearch } from './member-search.ts'
import { t } from './messages.ts'
import { TASKS } from './tasks.ts'
import { ROLE_NAMES } from './words.ts'

const PLANS = [{ value: '', label: t('anyPlan') }, ...TIERS.map((value) => ({ value, label: TIER_WORDS[value] }))]
const ROLES = [{ value: '', label: t('anyRole') }, ...TASKS.map((value) => ({ value, label: ROLE_NAMES[value] }))]
const STATUSES = [
  { value: '', label: t('anyStatus') },
  { value: 'active', label: t('active') },
  { value: 'suspended', label: t('suspended') },
]
const SEEN = [
  { value: '', label: t('anyTime') },
  { value: 'today', label: t('withinDay') },
  { value: 'month', label: t('within30') },
  { value: 'away', label: t('away90') },
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
        label={t('nameOrEmail')}
        maxLength={MAX_LENGTHS.listStudioMembers.q}
        words={search.q ?? ''}
        onWords={(q) => choose({ q })}
      />
      <NativeSelect
        aria-label={t('plan')}
        data={PLANS}
        value={search.tier ?? ''}
        onChange={({ currentTarget: { value: tier } }) => choose({ tier })}
      />
      <NativeSelect
        aria-label={t('role')}
        data={ROLES}
        value={search.role ?? ''}
        onChange={({ currentTarget: { value: role } }) => choose({ role })}
      />
      <NativeSelect
        aria-label={t('status')}
        data={STATUSES}
        value={search.status ?? ''}
        onChange={({ currentTarget: { value: status } }) => choose({ status })}
      />
      <NativeSelect
        aria-label={t('lastSeen')}
        data={SEEN}
        value={search.seen ?? ''}
        onChange={({ currentTarget: { value: seen } }) => choose({ seen })}
      />
    </search>
  )
}
