import type { Suggestion } from '@better-and-bliss/sdk'
import { Combobox } from '@mantine/core'
import { t } from './messages.ts'
import styles from './search-suggestions.module.css'

const KIND_NAMES: Record<Suggestion['kind'], string> = {
  correction: t('didYouMean'),
  content: t('session'),
  expert: t('teacher'),
  series: t('series'),
  category: t('category'),
  tag: t('tag'),
}

/** The list below a search field. */
export function SearchSuggestions({ suggestions }: { suggestions: readonly Suggestion[] }) {
  return (
    <Combobox.Dropdown className={styles.dropdown}>
      <Combobox.Options aria-label={t('suggestions')}>
        {suggestions.map(({ kind, text, id }, place) => (
          <Combobox.Option key={`${kind} ${id ?? text}`} value={`${place}`} className={styles.option}>
            <span className={styles.text}>{text}</span> <span className={styles.kind}>{KIND_NAMES[kind]}</span>
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  )
}
