import { useEffect, useRef } from 'react'

/** Each step is a page of its own to those who look, and to those who listen. */
export function useArrival(step: string): void {
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    window.scrollTo(0, 0)
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [step])
}
