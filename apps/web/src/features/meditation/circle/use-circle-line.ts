import type { Circle } from '@better-and-bliss/sdk'
import { useEffect, useState } from 'react'
import { pageClock } from '../clock.ts'
import { rejoin } from './api.ts'
import { CircleLine } from './circle-line.ts'

/** Follows a circle for as long as the component is there; null before its first picture. */
export function useCircleLine({ websocket_url: url, code }: Pick<Circle, 'websocket_url' | 'code'>): CircleLine | null {
  const [line, setLine] = useState<CircleLine | null>(null)
  useEffect(() => {
    const opened = new CircleLine({
      url,
      open: (address) => new WebSocket(address),
      rejoin: () => rejoin(code),
      clock: pageClock,
      random: Math.random,
    })
    setLine(opened)
    const listening = new AbortController()
    window.addEventListener('online', () => opened.retryNow(), { signal: listening.signal })
    window.addEventListener('offline', () => opened.lose(), { signal: listening.signal })
    return () => {
      listening.abort()
      opened.close()
    }
  }, [url, code])
  return line
}
