import { type RefObject, useEffect, useState } from 'react'

export interface Captions {
  tracks: readonly { label: string; track: TextTrack }[]
  /** The track that is shown; null for none. */
  shown: TextTrack | null
  show: (track: TextTrack | null) => void
}

/** The caption tracks that the media bring along. */
export function useCaptions(video: RefObject<HTMLVideoElement | null>): Captions {
  const [tracks, setTracks] = useState<readonly TextTrack[]>([])
  const [shown, setShown] = useState<TextTrack | null>(null)
  useEffect(() => {
    const list = video.current?.textTracks
    if (!list) return
    const read = () => {
      const captions = Array.from(list).filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
      setTracks(captions)
      setShown(captions.find(({ mode }) => mode === 'showing') ?? null)
    }
    read()
    const listening = new AbortController()
    for (const type of ['addtrack', 'removetrack', 'change'])
      list.addEventListener(type, read, { signal: listening.signal })
    return () => listening.abort()
  }, [video])
  return {
    tracks: tracks.map((track) => ({ label: track.label || track.language || 'Captions', track })),
    shown,
    show: (chosen) => {
      for (const track of tracks) track.mode = track === chosen ? 'showing' : 'disabled'
    },
  }
}
