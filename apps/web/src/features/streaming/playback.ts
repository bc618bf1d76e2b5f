import type { Stream } from '@better-and-bliss/sdk'
import { type Attempt, type AttemptParts, beginAttempt, type Place } from './attempt.ts'
import { type AudioView, Refused } from './engine.ts'
import { type Failure, failureOf } from './failures.ts'
import type { Quality } from './qualities.ts'

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

export interface Playback extends Pick<Attempt, 'choose' | 'chooseAudio' | 'signed'> {
  /**
   * Begins once more where it stopped, in the same stream if that has not ended.
   *
   * @param takeOver a stream of the member that ends for this one.
   */
  retry(takeOver?: string): void
  /** Gives up its place among the member's streams, and stops where it is. */
  suspend(): void
  /** Takes a place again after it was suspended. */
  resume(): void
  close(): void
}

/** Where the media of an item come from: a stream, or what this browser keeps. */
export type PlaybackSource = Pick<AttemptParts, 'lease' | 'loadEngine'>

interface PlaybackParts extends AttemptParts {
  startAtSeconds: number
  /** The language that is wanted where an item has it; null for the item's own. */
  audioLanguage: string | null
  onChange: (view: PlaybackView) => void
}

type State = 'playing' | 'failed' | 'suspended' | 'closed'

/** Takes a stream and plays it in `video`, one attempt after the other, until it is closed. */
export function openPlayback(parts: PlaybackParts): Playback {
  const { video, lease, onChange } = parts
  let view = NOTHING_PLAYS
  let language = parts.audioLanguage
  let place: Place = { startAtSeconds: parts.startAtSeconds, isPaused: false }
  let state: State = 'playing'
  let current = begin()

  function set(change: Partial<PlaybackView>): void {
    view = { ...view, ...change }
    onChange(view)
  }

  function begin(takeOver?: string) {
    state = 'playing'
    if (view.quality !== 'auto') set({ quality: 'auto' })
    return beginAttempt(parts, {
      place,
      takeOver,
      audioLanguage: language,
      onChange: set,
      onFailure: fail,
      // A failure is shown until something plays again, so that its words do not come and go with each attempt.
      onLoaded: () => set({ failure: null }),
    })
  }

  function fail(error: unknown): void {
    stop('failed')
    // The edge does not say why; the API does.
    if (error instanceof Refused) lease.confirm().then(() => tell(error), tell)
    else tell(error)
  }

  function tell(error: unknown): void {
    if (state !== 'failed') return
    lease.note(error)
    set({ failure: failureOf(error) })
  }

  function stop(next: State): void {
    // What has failed stands nowhere.
    if (state === 'playing') place = placeOf(video) ?? place
    state = next
    current.stop()
  }

  return {
    choose: (quality) => {
      set({ quality })
      current.choose(quality)
    },
    chooseAudio: (chosen) => {
      language = chosen
      current.chooseAudio(chosen)
    },
    signed: (address) => current.signed(address),
    retry: (takeOver) => {
      stop('playing')
      current = begin(takeOver)
    },
    suspend: () => {
      if (state === 'playing') stop('suspended')
      lease.leave()
    },
    resume: () => {
      if (state === 'suspended') current = begin()
    },
    close: () => {
      stop('closed')
      lease.leave()
    },
  }
}

/** Where it stood and whether it played; null where nothing has been loaded. */
function placeOf({ readyState, currentTime, paused }: HTMLVideoElement): Place | null {
  return readyState > 0 ? { startAtSeconds: currentTime, isPaused: paused } : null
}
