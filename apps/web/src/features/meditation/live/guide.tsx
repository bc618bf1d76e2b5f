import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'

/** Where the title plays that guides a session. Media tell of their end to themselves only, so it is caught on its way down. */
export function Guide({ onEnded, children }: { onEnded: () => void; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const end = useEffectEvent(onEnded)
  useEffect(() => {
    const element = place.current
    const listener = () => end()
    element?.addEventListener('ended', listener, true)
    return () => element?.removeEventListener('ended', listener, true)
  }, [])
  return <div ref={place}>{children}</div>
}
