import type { ContentDetail } from '@better-and-bliss/sdk'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { PlayerActions } from '../controls/player-actions.ts'
import { leadByMediaSession } from './media-session.ts'

export function useMediaSession(
  { title, expert, poster_url }: ContentDetail,
  video: RefObject<HTMLVideoElement | null>,
  actions: PlayerActions,
): void {
  const artist = expert?.name ?? 'Better & Bliss'
  const { hasChapters, hasNext } = actions
  const current = useEffectEvent(() => actions)
  useEffect(() => {
    if (!video.current || !('mediaSession' in navigator)) return
    const artwork = poster_url ? [{ src: poster_url, sizes: '1280x720', type: 'image/jpeg' }] : []
    return leadByMediaSession({
      session: navigator.mediaSession,
      media: video.current,
      metadata: new MediaMetadata({ title, artist, album: 'Better & Bliss', artwork }),
      actions: () => ({ ...current(), hasChapters, hasNext }),
    })
  }, [video, title, artist, poster_url, hasChapters, hasNext])
}
