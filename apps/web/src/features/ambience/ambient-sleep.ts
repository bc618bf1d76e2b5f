import { createSleepTimer, type SleepTimer, type SleepView } from '../streaming/controls/sleep/sleep-timer.ts'

export interface AmbientSleepParts {
  /** From 1, as loud as ever, to 0. */
  turn: (volume: number) => void
  pause: () => void
  nowMs: () => number
  /** @returns what ends it. */
  every: (ms: number, act: () => void) => () => void
  onChange: (view: SleepView) => void
}

const LOOK_EVERY_MS = 200

/** The sleep timer of sounds that are heard alone. They have no end of their own. */
export function ambientSleep({ turn, pause, nowMs, every, onChange }: AmbientSleepParts): SleepTimer {
  let ownVolume = 1
  let stopLooking: (() => void) | null = null
  const media = {
    currentTime: 0,
    duration: Number.POSITIVE_INFINITY,
    playbackRate: 1,
    get volume() {
      return ownVolume
    },
    set volume(volume) {
      ownVolume = volume
      turn(volume)
    },
    pause,
  }
  const timer = createSleepTimer({
    media,
    nowMs,
    onChange: (view) => {
      onChange(view)
      if (view.choice !== null) stopLooking ??= every(LOOK_EVERY_MS, () => timer.look())
      else {
        stopLooking?.()
        stopLooking = null
      }
    },
  })
  return timer
}
