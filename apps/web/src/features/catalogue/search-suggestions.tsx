import type { Suggestion } from '@better-and-bliss/sdk'
import { Combobox } from '@mantine/core'
import styles from './search-suggestions.module.css'

const KIND_NAMES: Record<Suggestion['kind'], string> = {
  correction: 'Did you mean',
  content: 'Session',
  expert: 'Teacher',
  series: 'Series',
  category: 'Category',
  tag: 'Tag',
}

/** The list below a search field. */
export function SearchSuggestions({ suggestions }: { suggestions: readonly Suggestion[] }) {
  return (
    <Combobox.Dropdown className={styles.dropdown}>
      <Combobox.Options aria-label="Suggestions">
        {suggestions.map(({ kind, text, id }, place) => (
          <Combobox.Option key={`${kind} ${id ?? text}`} value={`${place}`} className={styles.option}>
            <span className={styles.text}>{text}</span> <span className={styles.kind}>{KIND_NAMES[kind]}</span>
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  )
}
