interface HeartbeatParts {
  video: EventTarget & Pick<HTMLVideoElement, 'paused'>
  everyMs: number
  nowMs: () => number
  /** Says that it still plays. */
  beat: () => void
  /** Ends it. */
  signal: AbortSignal
}

/**
 * Says every so often that `video` plays, from now on, and at once when it plays on after a pause that was longer: its place
 * may be another stream's by then. While it is paused nothing is said.
 */
export function sendHeartbeats({ video, everyMs, nowMs, beat, signal }: HeartbeatParts): void {
  let lastMs = nowMs()
  function look(): void {
    if (video.paused || nowMs() - lastMs < everyMs) return
    lastMs = nowMs()
    beat()
  }
  video.addEventListener('play', look, { signal })
  video.addEventListener('timeupdate', look, { signal })
}
