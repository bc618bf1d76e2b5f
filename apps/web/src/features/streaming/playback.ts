import type { Stream } from '@better-and-bliss/sdk'
import type { Engine, EngineParts } from './engine.ts'
import { type Failure, failureOf } from './failures.ts'
import type { Quality } from './qualities.ts'
import { streamAccess } from './stream-access.ts'

/** What is shown of a playback; another object each time. */
export interface PlaybackView {
  /** Null until the API has allowed it. */
  stream: Stream | null
  failure: Failure | null
  quality: Quality
  /** The height of the picture that is shown now. */
  height: number | null
}

export const NOTHING_PLAYS: PlaybackView = { stream: null, failure: null, quality: 'auto', height: null }

export interface Playback {
  choose(quality: Quality): void
  /** Begins once more where it stopped, in the same stream session. */
  retry(): void
  close(): void
}

interface PlaybackParts {
  video: HTMLVideoElement
  startAtSeconds: number
  /** `sessionId`: of a stream session to go on with; undefined for a new one. */
  fetchStream: (sessionId: string | undefined, signal: AbortSignal) => Promise<Stream>
  loadEngine: (video: HTMLVideoElement) => Promise<(parts: EngineParts) => Engine>
  nowMs: () => number
  onChange: (view: PlaybackView) => void
}

interface Attempt {
  abort: AbortController
  engine: Engine | null
}

/** Asks for a stream and plays it in `video`, one attempt after the other, until it is closed. */
export function openPlayback({
  video,
  startAtSeconds,
  fetchStream,
  loadEngine,
  nowMs,
  onChange,
}: PlaybackParts): Playback {
  let view = NOTHING_PLAYS
  let place = { startAtSeconds, isPaused: false }
  let sessionId: string | undefined
  let current = begin()

  function set(change: Partial<PlaybackView>): void {
    view = { ...view, ...change }
    onChange(view)
  }

  function begin(): Attempt {
    const attempt: Attempt = { abort: new AbortController(), engine: null }
    // A failure is shown until something plays again, so that its words do not come and go with each attempt.
    video.addEventListener('loadeddata', () => set({ failure: null }), { signal: attempt.abort.signal })
    start(attempt).catch((error: unknown) => fail(attempt, error))
    return attempt
  }

  async function start(attempt: Attempt): Promise<void> {
    const { signal } = attempt.abort
    const [play, first] = await Promise.all([loadEngine(video), fetchStream(sessionId, signal)])
    if (signal.aborted) return
    sessionId = first.stream_session.id
    attempt.engine = play({
      video,
      access: streamAccess({ first, fetchStream: (id) => fetchStream(id, signal), nowMs }),
      startAtSeconds: place.startAtSeconds,
      onHeight: (height) => set({ height }),
      onFailure: (error) => fail(attempt, error),
    })
    if (place.isPaused) video.pause()
    set({ stream: first })
  }

  function fail(attempt: Attempt, error: unknown): void {
    if (attempt.abort.signal.aborted) return
    place = placeOf(video) ?? place
    stop(attempt)
    set({ failure: failureOf(error) })
  }

  return {
    choose: (quality) => {
      set({ quality })
      current.engine?.choose(quality)
    },
    retry: () => {
      stop(current)
      set({ quality: 'auto' })
      current = begin()
    },
    close: () => stop(current),
  }
}

function stop(attempt: Attempt): void {
  attempt.abort.abort()
  attempt.engine?.destroy()
  attempt.engine = null
}

/** Where it stood and whether it played; null where nothing has been loaded. */
function placeOf({ readyState, currentTime, paused }: HTMLVideoElement) {
  return readyState > 0 ? { startAtSeconds: currentTime, isPaused: paused } : null
}
