import type { Stream } from '@better-and-bliss/sdk'
import type { AudioView, Engine, EngineParts } from './engine.ts'
import { sendHeartbeats } from './lease/heartbeats.ts'
import type { StreamLease } from './lease/stream-lease.ts'
import type { Quality } from './qualities.ts'
import { type StreamAccess, streamAccess, withQuery } from './stream-access.ts'

/** Where a playback stands, and whether it plays. */
export interface Place {
  startAtSeconds: number
  isPaused: boolean
}

export interface AttemptParts {
  video: HTMLVideoElement
  lease: StreamLease
  loadEngine: (video: HTMLVideoElement) => Promise<(parts: EngineParts) => Engine>
  nowMs: () => number
}

/** What an attempt has to show. */
interface Shown {
  stream: Stream
  height: number | null
  audio: AudioView
}

interface Beginning {
  place: Place
  /** A stream of the member that ends for this one. */
  takeOver: string | undefined
  /** The language that is wanted where an item has it; null for the item's own. */
  audioLanguage: string | null
  onChange: (change: Partial<Shown>) => void
  /** Nothing plays any more; it is over. */
  onFailure: (error: unknown) => void
  /** Something plays. */
  onLoaded: () => void
}

/** One try at playing: from a stream that is asked for to its end. */
export interface Attempt {
  choose(quality: Quality): void
  chooseAudio(id: string): void
  /**
   * An address of the stream as it may be asked for now.
   *
   * @throws where there is no stream, or asking for another token failed.
   */
  signed(address: string): Promise<string>
  /** It tells nothing any more. */
  stop(): void
}

export function beginAttempt({ video, lease, loadEngine, nowMs }: AttemptParts, beginning: Beginning): Attempt {
  const { place, takeOver, audioLanguage, onChange, onFailure, onLoaded } = beginning
  const over = new AbortController()
  const { signal } = over
  let engine: Engine | null = null
  let access: StreamAccess | null = null
  video.addEventListener('loadeddata', onLoaded, { signal })
  start().catch(fail)

  async function start(): Promise<void> {
    const [play, first] = await Promise.all([loadEngine(video), lease.open(takeOver, signal)])
    if (signal.aborted) return
    access = streamAccess({ first, fetchStream: lease.renew, nowMs })
    const { startAtSeconds, isPaused } = place
    engine = play({
      video,
      access,
      startAtSeconds,
      audioLanguage,
      onHeight: (height) => onChange({ height }),
      onAudio: (audio) => onChange({ audio }),
      onFailure: fail,
    })
    const everyMs = first.stream_session.heartbeat_seconds * 1000
    sendHeartbeats({ video, everyMs, nowMs, signal, beat: () => void lease.confirm().catch(fail) })
    if (isPaused) video.pause()
    onChange({ stream: first })
  }

  function fail(error: unknown): void {
    if (!signal.aborted) onFailure(error)
  }

  return {
    choose: (quality) => engine?.choose(quality),
    chooseAudio: (id) => engine?.chooseAudio(id),
    signed: async (address) => {
      if (!access) throw new Error('There is no stream yet')
      return withQuery(address, await access.query())
    },
    stop: () => {
      over.abort()
      engine?.destroy()
      engine = null
    },
  }
}
