import { t } from '../../messages.ts'

/** When playback is to end: after so many minutes, or with the title. */
export type SleepChoice = number | 'end of title'

export const SLEEP_CHOICES: readonly SleepChoice[] = [5, 10, 15, 30, 45, 60, 'end of title']

/** What is shown of a sleep timer; another object each time. */
export interface SleepView {
  choice: SleepChoice | null
  /** Minutes that have begun; 0 where nothing is left, or where nothing was chosen. */
  leftMinutes: number
  /** Whether the sound is on its way out. */
  isFading: boolean
  /** Whether it has ended playback, and nobody has begun anew since. */
  isOver: boolean
}

export const NO_SLEEP: SleepView = { choice: null, leftMinutes: 0, isFading: false, isOver: false }

export interface SleepTimer {
  /** Null: it plays on, as loud as it was. */
  choose(choice: SleepChoice | null): void
  /** Looks at the clock. Call it several times a second, so that the fade is smooth. */
  look(): void
  /** It plays again. */
  wake(): void
}

/** What we need of a `<video>`. */
type Media = Pick<HTMLVideoElement, 'currentTime' | 'duration' | 'playbackRate' | 'volume' | 'pause'>

/** What sounds with the media, and falls asleep with it. */
export interface Companion {
  /** From 1, as loud as it was, to 0. */
  fade(share: number): void
  pause(): void
}

interface SleepParts {
  media: Media
  companion?: Companion
  nowMs: () => number
  onChange: (view: SleepView) => void
}

const FADE_SECONDS = 30

interface Running {
  choice: SleepChoice
  endsAtMs: number | null
  fadeSeconds: number
  /** While it fades: how loud it was, and how loud we made it. */
  fade: { fromVolume: number; volume: number } | null
}

/**
 * Ends playback when it is time, and lets the sound fade before. Whoever changes the volume meanwhile is awake: then the
 * timer is off. Where volume is not ours to set (telephones of Apple), playback ends without a fade.
 */
export function createSleepTimer({ media, companion, nowMs, onChange }: SleepParts): SleepTimer {
  let running: Running | null = null
  let view = NO_SLEEP
  let isOver = false
  const leftSeconds = (endsAtMs: number | null) =>
    endsAtMs === null ? leftOf(media) : Math.max((endsAtMs - nowMs()) / 1000, 0)

  function tell(next: SleepView): void {
    const names = Object.keys(next) as (keyof SleepView)[]
    if (names.every((name) => next[name] === view[name])) return
    view = next
    onChange(view)
  }

  function choose(choice: SleepChoice | null): void {
    restore()
    running = choice === null ? null : begin(choice)
    isOver = false
    look()
  }

  function begin(choice: SleepChoice): Running {
    const endsAtMs = typeof choice === 'number' ? nowMs() + choice * 60_000 : null
    return { choice, endsAtMs, fadeSeconds: Math.min(FADE_SECONDS, leftSeconds(endsAtMs)), fade: null }
  }

  function look(): void {
    if (running?.fade && media.volume !== running.fade.volume) {
      running = null
      companion?.fade(1)
    }
    if (running && leftSeconds(running.endsAtMs) <= 0) end()
    if (!running) {
      tell({ ...NO_SLEEP, isOver })
      return
    }
    const left = leftSeconds(running.endsAtMs)
    if (left > running.fadeSeconds) restore()
    else fade(running, left)
    tell({ choice: running.choice, leftMinutes: minutesOf(left), isFading: running.fade !== null, isOver })
  }

  function fade(timer: Running, left: number): void {
    const fromVolume = timer.fade?.fromVolume ?? media.volume
    const share = (left / timer.fadeSeconds) ** 2
    media.volume = fromVolume * share
    companion?.fade(share)
    timer.fade = { fromVolume, volume: media.volume }
  }

  function restore(): void {
    if (!running?.fade) return
    media.volume = running.fade.fromVolume
    companion?.fade(1)
    running.fade = null
  }

  function end(): void {
    media.pause()
    companion?.pause()
    restore()
    running = null
    isOver = true
  }

  function wake(): void {
    isOver = false
    look()
  }

  return { choose, look, wake }
}

/** Seconds until the media end, at their speed. */
function leftOf({ duration, currentTime, playbackRate }: Media): number {
  const left = (duration - currentTime) / playbackRate
  return Number.isFinite(left) ? Math.max(left, 0) : Number.POSITIVE_INFINITY
}

function minutesOf(seconds: number): number {
  return Number.isFinite(seconds) ? Math.ceil(seconds / 60) : 0
}

export function sleepWords(choice: SleepChoice): string {
  return typeof choice === 'number' ? t('sleepMinutes', { choice }) : t('endOfTitle')
}
