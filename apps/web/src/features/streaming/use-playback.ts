import { type ContentDetail, getStream, type Stream } from '@better-and-bliss/sdk'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { answerOf } from '../../api/answer.ts'
import { type Engine, type EngineParts, playsNatively, Unplayable } from './engine.ts'
import { type Failure, failureOf } from './failures.ts'
import type { Quality } from './qualities.ts'
import { streamAccess } from './stream-access.ts'

export interface Playback {
  /** Null until the API has allowed it. */
  stream: Stream | null
  failure: Failure | null
  quality: Quality
  /** The height of the picture that is shown now. */
  height: number | null
  choose: (quality: Quality) => void
  retry: () => void
}

/** Asks for an item's stream and plays it in `video`, until the component goes. */
export function usePlayback(
  { id }: ContentDetail,
  video: RefObject<HTMLVideoElement | null>,
  startAtSeconds: number,
): Playback {
  const engine = useRef<Engine | null>(null)
  const sessionId = useRef<string | undefined>(undefined)
  const last = useRef({ startAtSeconds, isPaused: false })
  const [attempt, setAttempt] = useState({ startAtSeconds, isPaused: false })
  const [stream, setStream] = useState<Stream | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [quality, setQuality] = useState<Quality>('auto')
  const [height, setHeight] = useState<number | null>(null)

  useEffect(() => {
    const element = video.current
    if (!element) return
    const abort = new AbortController()
    const stop = () => {
      abort.abort()
      engine.current?.destroy()
      engine.current = null
    }
    const fail = (error: unknown) => {
      if (abort.signal.aborted) return
      last.current = placeOf(element) ?? last.current
      stop()
      setFailure(failureOf(error))
    }
    const fetchStream = (session: string | undefined) =>
      answerOf(
        getStream({ path: { content_id: id }, query: session ? { session_id: session } : {}, signal: abort.signal }),
      )

    async function start(element: HTMLVideoElement) {
      const [begin, first] = await Promise.all([loadEngine(element), fetchStream(sessionId.current)])
      if (abort.signal.aborted) return
      sessionId.current = first.stream_session.id
      const access = streamAccess({ first, fetchStream, nowMs: Date.now })
      engine.current = begin({
        video: element,
        access,
        startAtSeconds: attempt.startAtSeconds,
        onHeight: setHeight,
        onFailure: fail,
      })
      if (attempt.isPaused) element.pause()
      setStream(first)
    }

    // A failure is shown until something plays again, so that its words do not come and go with each attempt.
    element.addEventListener('loadeddata', () => setFailure(null), { signal: abort.signal })

    start(element).catch(fail)
    return stop
  }, [id, video, attempt])

  return {
    stream,
    failure,
    quality,
    height,
    choose: (next) => {
      setQuality(next)
      engine.current?.choose(next)
    },
    retry: () => {
      setQuality('auto')
      setAttempt({ ...last.current })
    },
  }
}

/** Where it stood and whether it played; null where nothing has been loaded. */
function placeOf({ readyState, currentTime, paused }: HTMLVideoElement) {
  return readyState > 0 ? { startAtSeconds: currentTime, isPaused: paused } : null
}

/** hls.js is fetched only where the browser does not play HLS by itself. */
export async function loadEngine(video: HTMLVideoElement): Promise<(parts: EngineParts) => Engine> {
  if (playsNatively(video)) return (await import('./native-engine.ts')).playInBrowser
  const { isSupported, playWithHls } = await import('./hls-engine.ts')
  if (!isSupported()) throw new Unplayable('no Media Source Extensions')
  return playWithHls
}
