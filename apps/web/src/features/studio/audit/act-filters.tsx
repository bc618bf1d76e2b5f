import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { NativeSelect, TextInput } from '@mantine/core'
import styles from '../shared/page.module.css'
import { SearchForm } from '../shared/search-form.tsx'
import { type ActSearch, parseActSearch } from './act-search.ts'
import { AREAS } from './act-words.ts'

interface ActFiltersProps {
  search: ActSearch
  onSearch: (search: ActSearch) => void
}

/** What narrows the record down. */
export function ActFilters({ search, onSearch }: ActFiltersProps) {
  const choose = (part: Partial<Record<keyof ActSearch, string>>) => {
    const { page: _page, ...others } = search
    onSearch(parseActSearch({ ...others, ...part }))
  }
  return (
    <search className={styles.filters}>
      <SearchForm
        key={`actor ${search.actor}`}
        label="Who: email or id"
        maxLength={MAX_LENGTHS.listActs.actor}
        words={search.actor ?? ''}
        onWords={(actor) => choose({ actor })}
      />
      <SearchForm
        key={`target ${search.target}`}
        label="To: email or id"
        maxLength={MAX_LENGTHS.listActs.target}
        words={search.target ?? ''}
        onWords={(target) => choose({ target })}
      />
      <NativeSelect
        aria-label="Kind of act"
        data={AREAS}
        value={search.act ?? ''}
        onChange={({ currentTarget: { value: act } }) => choose({ act })}
      />
      <TextInput
        type="date"
        label="From"
        value={search.from ?? ''}
        onChange={({ currentTarget: { value: from } }) => choose({ from })}
      />
      <TextInput
        type="date"
        label="Until"
        value={search.to ?? ''}
        onChange={({ currentTarget: { value: to } }) => choose({ to })}
      />
    </search>
  )
}
