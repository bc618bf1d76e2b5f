import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { NativeSelect, TextInput } from '@mantine/core'
import styles from '../shared/page.module.css'
import { SearchForm } from '../shared/search-form.tsx'
import { type ActSearch, parseActSearch } from './act-search.ts'
import { AREA_CHOICES } from './act-words.ts'
import { t } from './messages.ts'

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
        label={t('whoSearch')}
        maxLength={MAX_LENGTHS.listActs.actor}
        words={search.actor ?? ''}
        onWords={(actor) => choose({ actor })}
      />
      <SearchForm
        key={`target ${search.target}`}
        label={t('toSearch')}
        maxLength={MAX_LENGTHS.listActs.target}
        words={search.target ?? ''}
        onWords={(target) => choose({ target })}
      />
      <NativeSelect
        aria-label={t('kindOfAct')}
        data={AREA_CHOICES}
        value={search.act ?? ''}
        onChange={({ currentTarget: { value: act } }) => choose({ act })}
      />
      <TextInput
        type="date"
        label={t('from')}
        value={search.from ?? ''}
        onChange={({ currentTarget: { value: from } }) => choose({ from })}
      />
      <TextInput
        type="date"
        label={t('until')}
        value={search.to ?? ''}
        onChange={({ currentTarget: { value: to } }) => choose({ to })}
      />
    </search>
  )
}
