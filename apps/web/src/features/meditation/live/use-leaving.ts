import { useEffect, useEffectEvent } from 'react'

/** Calls `act` when the page is closed or loaded anew, and when what shows it goes. */
export function useLeaving(act: () => void): void {
  const leave = useEffectEvent(act)
  useEffect(() => {
    const listening = new AbortController()
    window.addEventListener('pagehide', () => leave(), { signal: listening.signal })
    return () => {
      listening.abort()
      leave()
    }
  }, [])
}
