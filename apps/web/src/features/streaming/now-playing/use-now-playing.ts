import { createContext, use, useSyncExternalStore } from 'react'
import type { NowPlaying, NowPlayingView } from './now-playing.ts'

export const NowPlayingContext = createContext<NowPlaying | null>(null)

export function useNowPlaying(): NowPlaying {
  const nowPlaying = use(NowPlayingContext)
  if (!nowPlaying) throw new Error('There is no player around this component')
  return nowPlaying
}

export function useNowPlayingView(): NowPlayingView {
  const { subscribe, current } = useNowPlaying()
  return useSyncExternalStore(subscribe, current)
}
