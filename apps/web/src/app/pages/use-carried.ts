import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'

/** What a page of signing in hands to the next one: an email address does not belong into an address bar. */
interface Carried {
  email?: string
  /** What was done on the page before. */
  after?: 'code_sent' | 'confirmed'
}

declare module '@tanstack/react-router' {
  interface HistoryState extends Carried {}
}

/** What the page before handed over when this one was opened. */
export function useCarried(): Carried {
  const { state } = useRouter()
  const [carried] = useState(state.location.state)
  return carried
}
