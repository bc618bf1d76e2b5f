import type { Stream } from '@better-and-bliss/sdk'
import type { AudioView, Engine, EngineParts } from './engine.ts'
import { type Failure, failureOf } from './failures.ts'
import type { Quality } from './qualities.ts'
import { type StreamAccess, streamAccess, withQuery } from './stream-access.ts'

/** What is shown of a playback; another object each time. */
export interface PlaybackView {
  /** Null until the API has allowed it. */
  stream: Stream | null
  failure: Failure | null
  quality: Quality
  /** The height of the picture that is shown now. */
  height: number | null
  audio: AudioView
}

export const NOTHING_PLAYS: PlaybackView = {
  stream: null,
  failure: null,
  quality: 'auto',
  height: null,
  audio: { tracks: [], heard: null },
}

export interface Playback {
  choose(quality: Quality): void
  chooseAudio(language: string): void
  /**
   * An address of the stream as it may be asked for now.
   *
   * @throws where there is no stream, or asking for another token failed.
   */
  signed(address: string): Promise<string>
  /** Begins once more where it stopped, in the same stream session. */
  retry(): void
  close(): void
}

interface PlaybackParts {
  video: HTMLVideoElement
  startAtSeconds: number
  /** The language that is wanted where an item has it; null for the item's own. */
  audioLanguage: string | null
  /** `sessionId`: of a stream session to go on with; undefined for a new one. */
  fetchStream: (sessionId: string | undefined, signal: AbortSignal) => Promise<Stream>
  loadEngine: (video: HTMLVideoElement) => Promise<(parts: EngineParts) => Engine>
  nowMs: () => number
  onChange: (view: PlaybackView) => void
}

interface Attempt {
  abort: AbortController
  access: StreamAccess | null
  engine: Engine | null
}

/** Asks for a stream and plays it in `video`, one attempt after the other, until it is closed. */
export function openPlayback({
  video,
  startAtSeconds,
  audioLanguage,
  fetchStream,
  loadEngine,
  nowMs,
  onChange,
}: PlaybackParts): Playback {
  let view = NOTHING_PLAYS
  let language = audioLanguage
  let place = { startAtSeconds, isPaused: false }
  let sessionId: string | undefined
  let current = begin()

  function set(change: Partial<PlaybackView>): void {
    view = { ...view, ...change }
    onChange(view)
  }

  function begin(): Attempt {
    const attempt: Attempt = { abort: new AbortController(), access: null, engine: null }
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
    const access = streamAccess({ first, fetchStream: (id) => fetchStream(id, signal), nowMs })
    attempt.access = access
    attempt.engine = play({
      video,
      access,
      startAtSeconds: place.startAtSeconds,
      onHeight: (height) => set({ height }),
      audioLanguage: language,
      onAudio: (audio) => set({ audio }),
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
    chooseAudio: (chosen) => {
      language = chosen
      current.engine?.chooseAudio(chosen)
    },
    signed: async (address) => {
      if (!current.access) throw new Error('There is no stream yet')
      return withQuery(address, await current.access.query())
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
