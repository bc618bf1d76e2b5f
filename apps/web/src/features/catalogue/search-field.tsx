import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { CloseIcon, SearchIcon } from '../../ui/icons.tsx'
import styles from './search-field.module.css'

const TYPING_PAUSE_MS = 250

/** Searches as you type; the address holds what is searched for. */
export function SearchField() {
  const sought = useRouterState({
    select: ({ location }) => (location.pathname === '/browse' ? (location.search.q ?? '') : ''),
  })
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(sought)
  const search = useSearch()
  const searchSoon = useDebouncedCallback(search, TYPING_PAUSE_MS)

  useEffect(() => {
    if (document.activeElement !== input.current || sought === '') setText(sought)
  }, [sought])

  function submit(event: FormEvent) {
    event.preventDefault()
    searchSoon.cancel()
    search(text)
  }

  function change(next: string) {
    setText(next)
    searchSoon(next)
  }

  return (
    <search className={styles.search}>
      <form onSubmit={submit} className={styles.form}>
        <SearchIcon size={18} />
        <input
          ref={input}
          type="search"
          name="q"
          className={styles.input}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          placeholder="Search breath, sleep, rain …"
          aria-label="Search the library"
          autoComplete="off"
          enterKeyHint="search"
          maxLength={MAX_LENGTHS.searchContent.q}
        />
        {text && (
          <button
            type="button"
            className={styles.clear}
            aria-label="Clear search"
            onClick={() => {
              change('')
              input.current?.focus()
            }}
          >
            <CloseIcon size={16} />
          </button>
        )}
      </form>
    </search>
  )
}

function useSearch(): (text: string) => void {
  const navigate = useNavigate()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return (text) => {
    const q = text.trim()
    if (!q && path !== '/browse') return
    void navigate({ to: '/browse', search: q ? { q } : {}, replace: path === '/browse' })
  }
}
