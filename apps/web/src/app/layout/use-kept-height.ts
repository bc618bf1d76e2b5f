import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { openSessionStorage } from '../../api/local-storage.ts'

const storage = openSessionStorage()
/** The height counts for the same address in a window of the same width. */
const keyOf = () => `bliss.height ${innerWidth} ${location.href}`

/**
 * The least height (CSS) of a page that is loaded anew: what it had before, so that the place to which it was scrolled is there, and
 * the footer jumps before nobody's eyes while the page fills. It ends with another page, and with another size of the window.
 */
export function useKeptHeight(main: RefObject<HTMLElement | null>): string | undefined {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const [first] = useState(() => ({ path, height: Number(storage.getItem(keyOf())) || undefined }))
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const keep = () => storage.setItem(keyOf(), String(main.current?.offsetHeight ?? 0))
    const end = () => setIsOver(true)
    addEventListener('pagehide', keep)
    addEventListener('resize', end)
    return () => {
      removeEventListener('pagehide', keep)
      removeEventListener('resize', end)
    }
  }, [main])
  if (!isOver && path !== first.path) setIsOver(true)
  return isOver || !first.height ? undefined : `max(100dvh - var(--header-height), ${first.height}px)`
}
