import { t } from './messages.ts'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import { type ContentDetail, MAX_LENGTHS } from '@better-and-bliss/sdk'
import { Combobox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsOf } from '../../api/answer.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { countWords } from '../../ui/words.ts'
import { detailQuery } from '../catalogue/queries.ts'
import { SearchSuggestions } from '../catalogue/search-suggestions.tsx'
import { useSuggestions } from '../catalogue/use-search-field.ts'
import styles from './routines.module.css'

interface AddSessionProps {
  /** What is in it already. */
  has: (id: string) => boolean
  onAdd: (item: ContentDetail) => void
}

/** A combobox that finds sessions by their titles, and puts what is chosen at the end. */
export function AddSession({ has, onAdd }: AddSessionProps) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const [text, setText] = useState('')
  const { store, suggestions } = useSuggestions(text, ({ kind, id }) => kind === 'content' && id !== null && !has(id))

  async function add(id: string): Promise<void> {
    store.closeDropdown()
    try {
      const item = await queries.fetchQuery(detailQuery(id))
      setText('')
      onAdd(item)
      toasts.say(t('atTheEnd', { title: item.title }))
    } catch (error) {
      toasts.say(wordsOf(error, t('notAdded')))
    }
  }

  return (
    <div className={styles.add}>
      <Combobox
        store={store}
        onOptionSubmit={(place) => void add(suggestions[Number(place)]?.id ?? '')}
        offset={6}
        withinPortal={false}
        transitionProps={{ duration: 0 }}
      >
        <Combobox.Target withExpandedAttribute>
          <input
            type="text"
            className={styles.field}
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value)
              store.openDropdown()
              store.resetSelectedOption()
            }}
            onBlur={() => store.closeDropdown()}
            placeholder={t('addByTitle')}
            aria-label={t('addSession')}
            aria-autocomplete="list"
            maxLength={MAX_LENGTHS.searchContent.q}
          />
        </Combobox.Target>
        <SearchSuggestions suggestions={suggestions} />
      </Combobox>
      <span role="status" className="visually-hidden">
        {store.dropdownOpened && countWords(suggestions.length, 'suggestion')}
      </span>
    </div>
  )
}
