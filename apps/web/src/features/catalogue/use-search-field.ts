import type { Suggestion } from '@better-and-bliss/sdk'
import { useCombobox } from '@mantine/core'
import { useDebouncedCallback, useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { suggestionsQuery } from './queries.ts'

const TYPING_PAUSE_MS = 250
const SUGGESTING_PAUSE_MS = 100

/** Searches as somebody types into `input`, and suggests; the address holds what is searched for. */
export function useSearchField(input: RefObject<HTMLInputElement | null>) {
  const sought = useRouterState({
    select: ({ location }) => (location.pathname === '/browse' ? (location.search.q ?? '') : ''),
  })
  const [text, setText] = useState(sought)
  const search = useSearch()
  const open = useOpen(search)
  const searchSoon = useDebouncedCallback(search, TYPING_PAUSE_MS)
  const { store, suggestions } = useSuggestions(text)

  useEffect(() => {
    if (document.activeElement !== input.current || sought === '') setText(sought)
  }, [sought, input])

  return {
    ...{ text, store, suggestions },
    submit: () => {
      store.closeDropdown()
      searchSoon.cancel()
      search(text)
    },
    change: (next: string) => {
      setText(next)
      searchSoon(next)
      store.openDropdown()
      store.resetSelectedOption()
    },
    choose: (suggestion: Suggestion) => {
      store.closeDropdown()
      searchSoon.cancel()
      setText(suggestion.kind === 'correction' ? suggestion.text : '')
      open(suggestion)
    },
  }
}

/** What the text may become; its list is open only while there is something in it. */
export function useSuggestions(text: string, isMeant: (suggestion: Suggestion) => boolean = () => true) {
  const store = useCombobox()
  const [typed] = useDebouncedValue(text.trim(), SUGGESTING_PAUSE_MS)
  const { data } = useQuery(suggestionsQuery(typed))
  const suggestions = ((text.trim() && data) || []).filter(isMeant)
  return { store: { ...store, dropdownOpened: store.dropdownOpened && suggestions.length > 0 }, suggestions }
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

function useOpen(search: (text: string) => void): (suggestion: Suggestion) => void {
  const navigate = useNavigate()
  return ({ kind, text, id, slug }) => {
    const named = slug ?? id ?? text
    if (kind === 'correction') search(text)
    else if (kind === 'content') void navigate({ to: '/content/$id', params: { id: id ?? '' } })
    else if (kind === 'expert') void navigate({ to: '/experts/$id', params: { id: id ?? '' } })
    else void navigate({ to: '/browse', search: { [kind]: named } })
  }
}
