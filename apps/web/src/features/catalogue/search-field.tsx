import { t } from './messages.ts'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { Combobox } from '@mantine/core'
import { useRef } from 'react'
import { CloseIcon, SearchIcon } from '../../ui/icons.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './search-field.module.css'
import { SearchSuggestions } from './search-suggestions.tsx'
import { useSearchField } from './use-search-field.ts'

/** A combobox: Enter searches, or opens the suggestion that the arrows went to. */
export function SearchField() {
  const input = useRef<HTMLInputElement>(null)
  const { text, store, suggestions, submit, change, choose } = useSearchField(input)
  return (
    <search className={styles.search}>
      <Combobox
        store={store}
        onOptionSubmit={(place) => suggestions.slice(Number(place)).slice(0, 1).forEach(choose)}
        offset={6}
        withinPortal={false}
        transitionProps={{ duration: 0 }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
          className={styles.form}
        >
          <SearchIcon size={18} />
          <Combobox.Target withExpandedAttribute>
            <input
              ref={input}
              type="text"
              inputMode="search"
              name="q"
              className={styles.input}
              value={text}
              onChange={(event) => change(event.currentTarget.value)}
              onBlur={() => store.closeDropdown()}
              placeholder={t('searchHint')}
              aria-label={t('searchLibrary')}
              aria-autocomplete="list"
              enterKeyHint="search"
              maxLength={MAX_LENGTHS.searchContent.q}
            />
          </Combobox.Target>
          {text && (
            <Clear
              onClear={() => {
                change('')
                input.current?.focus()
              }}
            />
          )}
        </form>
        <SearchSuggestions suggestions={suggestions} />
      </Combobox>
      <span role="status" className="visually-hidden">
        {store.dropdownOpened && countWords(suggestions.length, 'suggestion')}
      </span>
    </search>
  )
}

function Clear({ onClear }: { onClear: () => void }) {
  return (
    <button type="button" className={styles.clear} aria-label={t('clearSearch')} onClick={onClear}>
      <CloseIcon size={16} />
    </button>
  )
}
