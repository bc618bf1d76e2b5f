import type { ContentDetail } from '@better-and-bliss/sdk'
import { useEffect } from 'react'

/** Tells the lock screen what plays. */
export function useMediaSession({ title, expert, poster_url }: ContentDetail): void {
  const artist = expert?.name ?? 'Better & Bliss'
  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    const artwork = poster_url ? [{ src: poster_url, sizes: '1280x720', type: 'image/jpeg' }] : []
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, artwork })
    return () => {
      navigator.mediaSession.metadata = null
    }
  }, [title, artist, poster_url])
}
