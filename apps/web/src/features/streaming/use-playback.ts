import type { ContentDetail } from '@better-and-bliss/sdk'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { openSessionStorage } from '../../api/local-storage.ts'
import { type Engine, type EngineParts, playsNatively, Unsupported } from './engine.ts'
import { followPage } from './lease/follow-page.ts'
import { leftStream } from './lease/left-stream.ts'
import { streamApi } from './lease/stream-api.ts'
import { streamLease } from './lease/stream-lease.ts'
import { NOTHING_PLAYS, openPlayback, type Playback, type PlaybackSource, type PlaybackView } from './playback.ts'

export type PlaybackControls = PlaybackView & Pick<Playback, 'choose' | 'chooseAudio' | 'signed' | 'retry'>

interface Start {
  startAtSeconds: number
  audioLanguage: string | null
  /** Undefined for a stream. */
  source: PlaybackSource | undefined
}

/** Plays an item in `video` until the component goes. */
export function usePlayback(
  { id }: ContentDetail,
  video: RefObject<HTMLVideoElement | null>,
  { startAtSeconds, audioLanguage, source }: Start,
): PlaybackControls {
  const playback = useRef<Playback | null>(null)
  const start = useRef({ startAtSeconds, audioLanguage })
  const chosenSource = useRef(source)
  const [view, setView] = useState(NOTHING_PLAYS)

  useEffect(() => {
    if (!video.current) return
    const opened = openPlayback({
      video: video.current,
      ...start.current,
      ...(chosenSource.current ?? streamOf(id)),
      nowMs: Date.now,
      onChange: setView,
    })
    playback.current = opened
    const unfollow = followPage(opened)
    return () => {
      unfollow()
      opened.close()
    }
  }, [id, video])

  const signed = useCallback(async (address: string) => {
    if (!playback.current) throw new Error('Nothing plays yet')
    return await playback.current.signed(address)
  }, [])

  return {
    ...view,
    signed,
    choose: (quality) => playback.current?.choose(quality),
    chooseAudio: (id) => playback.current?.chooseAudio(id),
    retry: (takeOver) => playback.current?.retry(takeOver),
  }
}

function streamOf(id: string): PlaybackSource {
  return { lease: streamLease({ api: streamApi(id), left: leftStream(openSessionStorage()) }), loadEngine }
}

/** hls.js is fetched only where the browser does not play HLS by itself. */
export async function loadEngine(video: HTMLVideoElement): Promise<(parts: EngineParts) => Engine> {
  if (playsNatively(video)) return (await import('./native-engine.ts')).playInBrowser
  const { isSupported, playWithHls } = await import('./hls-engine.ts')
  if (!isSupported()) throw new Unsupported('no Media Source Extensions')
  return playWithHls
}
