import { useEffect } from 'react'
import { authorize } from '../api.ts'

const EVERY_MS = 60_000

/** A session may be longer than its cookies are good, and whoever closes the page cannot wait for fresh ones. */
export function useFreshCookies(): void {
  useEffect(() => {
    const timer = setInterval(() => void authorize(), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
}
