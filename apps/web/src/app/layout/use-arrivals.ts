import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

const TITLE_SETTLES_MS = 150

/**
 * Makes a change of page what it is without scripts: the focus goes to the new page, and its title is read out.
 *
 * @returns what to read out.
 */
export function useArrivals(): string {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  const before = useRef<string | undefined>(undefined)
  const [arrival, setArrival] = useState('')
  useEffect(() => {
    const isFirst = before.current === undefined
    before.current = path
    if (isFirst || path === undefined) return
    if (!document.activeElement?.closest('search')) document.getElementById('main')?.focus({ preventScroll: true })
    const timer = setTimeout(() => setArrival(document.title), TITLE_SETTLES_MS)
    return () => clearTimeout(timer)
  }, [path])
  return arrival
}
