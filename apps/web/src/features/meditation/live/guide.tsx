import { type ReactNode, useEffect, useRef } from 'react'
import { GUIDE_EVENTS, type GuideSync } from './guide-sync.ts'

/** Where the title plays that guides a session. Media tell of themselves to themselves only, so it is caught on its way down. */
export function Guide({ sync, children }: { sync: GuideSync; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const listening = new AbortController()
    for (const event of GUIDE_EVENTS) {
      const listener = ({ target }: Event) => {
        if (target instanceof HTMLMediaElement) sync.handle(event, target)
      }
      element.addEventListener(event, listener, { capture: true, signal: listening.signal })
    }
    return () => listening.abort()
  }, [sync])
  return <div ref={place}>{children}</div>
}
