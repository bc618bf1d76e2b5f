import { type Media, measurePlay } from '../../analytics/play-meter.ts'
import type { Unsent } from '../../meditation/unsent/unsent.ts'
import type { PlayFollower } from '../../streaming/use-follower.ts'

/** Who heard less has looked in. */
const LEAST_SECONDS = 60
/** A shorter pause does not end a session. */
const PAUSE_MS = 30 * 60_000

interface Parts {
  media: Media & Pick<HTMLVideoElement, 'ended'>
  contentId: string
  newId: () => string
  tell: (entry: Unsent) => void
  nowMs: () => number
  page?: EventTarget
}

/**
 * Measures what is heard of a download, and tells it as a session of practice: when its play ends, its page goes, or it goes on
 * after a long pause.
 */
export function hearDownload({ media, contentId, newId, tell, nowMs, page = window }: Parts): PlayFollower {
  const meter = measurePlay({ media, nowMs })
  const listening = new AbortController()
  const { signal } = listening
  let startedAtMs: number | null = null
  let heardAtMs = nowMs()

  function tellSoFar(): void {
    const seconds = Math.floor(meter.measures().watchedSeconds)
    if (startedAtMs !== null && seconds >= LEAST_SECONDS) tell(entryOf(startedAtMs, seconds))
    startedAtMs = null
    meter.restart()
  }

  function entryOf(beganAtMs: number, seconds: number): Unsent {
    return {
      id: newId(),
      session: {
        started_at: new Date(beganAtMs).toISOString(),
        // No more than the time that passed, however fast it was played.
        duration_seconds: Math.min(seconds, Math.max(1, Math.floor((nowMs() - beganAtMs) / 1000))),
        completed: media.ended,
        mood_before: null,
        heard: { content_id: contentId },
      },
      reflection: null,
    }
  }

  media.addEventListener(
    'playing',
    () => {
      if (nowMs() - heardAtMs >= PAUSE_MS) tellSoFar()
      startedAtMs ??= nowMs()
      heardAtMs = nowMs()
    },
    { signal },
  )
  media.addEventListener(
    'timeupdate',
    () => {
      heardAtMs = nowMs()
      if (!media.paused) startedAtMs ??= nowMs()
    },
    { signal },
  )
  page.addEventListener('pagehide', tellSoFar, { signal })

  return {
    shows: () => {},
    failed: () => {},
    end: () => {
      tellSoFar()
      meter.stop()
      listening.abort()
    },
  }
}
