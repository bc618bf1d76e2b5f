import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { openSessionStorage } from '../../api/local-storage.ts'

const storage = openSessionStorage()
/**
 * Whether the place of this page will be restored: after a reload, on the way back, and where the same address is opened again, which
 * the browser reports as a first visit. The router gives an entry of the history its state later.
 */
const isOpenedAgain = history.state !== null
/** The height counts for the same page in a window of the same width. What its address asks for may be a secret. */
const keyOf = () => `bliss.height ${innerWidth} ${location.pathname}`

/**
 * The least height (CSS) of a page that is opened again: what it had before, so that the place to which it was scrolled is there, and
 * the footer jumps before nobody's eyes while the page fills. It ends with another address, and with another size of the window.
 */
export function useKeptHeight(main: RefObject<HTMLElement | null>): string | undefined {
  const address = useRouterState({ select: ({ location }) => location.href })
  const [first] = useState(() => ({ address, height: isOpenedAgain ? Number(storage.getItem(keyOf())) : 0 }))
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const keep = () => {
      if (!main.current) return
      // Else a page that has become shorter would stay as high for good.
      main.current.style.minHeight = ''
      storage.setItem(keyOf(), String(main.current.offsetHeight))
    }
    const end = () => setIsOver(true)
    addEventListener('pagehide', keep)
    addEventListener('resize', end)
    return () => {
      removeEventListener('pagehide', keep)
      removeEventListener('resize', end)
    }
  }, [main])
  if (!isOver && address !== first.address) setIsOver(true)
  return isOver || !first.height ? undefined : `max(100dvh - var(--header-height), ${first.height}px)`
}
