/** What we need of a `<video>`. */
export type Media = EventTarget & Pick<HTMLVideoElement, 'currentTime' | 'paused' | 'seeking' | 'playbackRate'>

/** What has been measured of one play so far. */
export interface Measures {
  /** Time that somebody watched, whatever they watched twice. */
  watchedSeconds: number
  /** Which bins of the item were watched, in their order. */
  bins: number[]
  /** From the wish to play to the first picture or sound; null before, and of a play that began where another had loaded. */
  startMs: number | null
  /** How often it stood still for want of data. */
  stalls: number
}

export interface PlayMeter {
  measures(): Measures
  /** Another play begins here: nothing has been measured of it. */
  restart(): void
  stop(): void
}

export const BIN_SECONDS = 10
/** Who saw half of a bin has watched it. */
const BIN_WATCHED_SECONDS = BIN_SECONDS / 2

/** Measures what of an item is watched, and how smoothly, from now on. */
export function measurePlay({ media, nowMs }: { media: Media; nowMs: () => number }): PlayMeter {
  /** Null where it began with what was loaded before. */
  let begunAtMs: number | null = nowMs()
  const secondsOfBin = new Map<number, number>()
  const watchedBins = new Set<number>()
  let watchedSeconds = 0
  let startMs: number | null = null
  let stalls = 0
  /** Where it was while it played; null after a jump, and before it plays. */
  let lastSeconds: number | null = null
  /** Whether it has played on since it began, jumped or stood still. */
  let hasMoved = false

  const listening = new AbortController()
  const on = (type: string, listener: () => void) =>
    media.addEventListener(type, listener, { signal: listening.signal })

  function look(): void {
    const { currentTime, seeking, playbackRate } = media
    if (seeking) return
    if (lastSeconds !== null && currentTime > lastSeconds) watch(lastSeconds, currentTime, playbackRate)
    lastSeconds = media.paused ? null : currentTime
  }

  function watch(fromSeconds: number, toSeconds: number, rate: number): void {
    hasMoved = true
    watchedSeconds += (toSeconds - fromSeconds) / rate
    for (let bin = binOf(fromSeconds); bin <= binOf(toSeconds); bin += 1) {
      const from = Math.max(fromSeconds, bin * BIN_SECONDS)
      const to = Math.min(toSeconds, (bin + 1) * BIN_SECONDS)
      const seconds = (secondsOfBin.get(bin) ?? 0) + to - from
      secondsOfBin.set(bin, seconds)
      if (seconds >= BIN_WATCHED_SECONDS) watchedBins.add(bin)
    }
  }

  function jump(): void {
    lastSeconds = null
    hasMoved = false
  }

  on('loadeddata', () => {
    if (begunAtMs !== null) startMs ??= Math.round(nowMs() - begunAtMs)
  })
  on('timeupdate', look)
  on('pause', look)
  // The last bin may be shorter than what counts.
  on('ended', () => {
    look()
    watchedBins.add(binOf(media.currentTime))
  })
  on('waiting', () => {
    look()
    if (hasMoved && !media.seeking) stalls += 1
    jump()
  })
  // Its place is the new one already.
  on('seeking', jump)
  on('emptied', jump)

  return {
    measures: () => ({ watchedSeconds, bins: [...watchedBins].sort((a, b) => a - b), startMs, stalls }),
    restart: () => {
      secondsOfBin.clear()
      watchedBins.clear()
      ;[begunAtMs, watchedSeconds, startMs, stalls, hasMoved] = [null, 0, null, 0, false]
    },
    stop: () => listening.abort(),
  }
}

function binOf(seconds: number): number {
  return Math.floor(seconds / BIN_SECONDS)
}
