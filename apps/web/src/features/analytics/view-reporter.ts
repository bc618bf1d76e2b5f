import type { PlaybackQuality, ViewReport } from '@better-and-bliss/sdk'
import { type Media, measurePlay } from './play-meter.ts'

/** Follows one playback to its end. */
export interface PlayFollower {
  /** The height of the picture that is shown from now on; 0 for sound alone. */
  shows(height: number): void
  /** What went wrong. */
  failed(code: PlayError): void
  end(): void
}

export type Source = NonNullable<ViewReport['source']>
export type PlayError = NonNullable<PlaybackQuality['errors']>[number]
type Rung = NonNullable<PlaybackQuality['height']>

/** What we need of a window. */
type Page = EventTarget & { document: Pick<Document, 'hidden'> }

interface Parts {
  contentId: string
  /** Of the item: `720p`, … */
  qualities: readonly string[]
  source: Source
  media: Media
  /** Another one for each play. */
  newPlayId: () => string
  send: (report: ViewReport) => void
  nowMs: () => number
  page?: Page
}

/** Who watched less has looked in; the API counts no such view. */
const LEAST_SECONDS = 3
const EVERY_MS = 30_000
/** To the API, a play that rested for so long goes on as another view: it would count all of the first once more. */
const REST_MS = 30 * 60_000
/** Bins that the API takes of one item. */
const MAX_BINS = 1_080

/**
 * Reports what is watched of an item: as soon as it counts, every half minute, at a pause, and whenever it may be the last
 * chance. Each report says all of the play so far, so that none is missed that is lost. After half an hour's rest another play begins.
 */
export function reportViews({
  contentId,
  qualities,
  source,
  media,
  newPlayId,
  send,
  nowMs,
  page = window,
}: Parts): PlayFollower {
  const meter = measurePlay({ media, nowMs })
  const errors = new Set<PlayError>()
  let playId = newPlayId()
  let height: Rung | null = null
  let sent = ''
  let sentAtMs = Number.NEGATIVE_INFINITY

  function report(): void {
    const { watchedSeconds, bins, startMs, stalls } = meter.measures()
    if (watchedSeconds < LEAST_SECONDS) return
    const report: ViewReport = {
      content_id: contentId,
      session_id: playId,
      watch_duration: Math.floor(watchedSeconds),
      source,
      positions: bins.filter((bin) => bin < MAX_BINS),
      quality: { start_ms: startMs, stalls, height, errors: [...errors] },
    }
    const text = JSON.stringify(report)
    if (text === sent) return
    sent = text
    sentAtMs = nowMs()
    send(report)
  }

  function beginAnother(): void {
    meter.restart()
    errors.clear()
    playId = newPlayId()
    sent = ''
    sentAtMs = Number.NEGATIVE_INFINITY
  }

  const listening = new AbortController()
  const on = (target: EventTarget, type: string, listener: () => void) =>
    target.addEventListener(type, listener, { signal: listening.signal })
  on(media, 'timeupdate', () => {
    const restedMs = nowMs() - sentAtMs
    if (sent !== '' && restedMs >= REST_MS) beginAnother()
    else if (restedMs >= EVERY_MS) report()
  })
  on(media, 'pause', report)
  on(media, 'ended', report)
  on(page, 'pagehide', report)
  on(page, 'visibilitychange', () => {
    if (page.document.hidden) report()
  })

  return {
    shows: (pixels) => {
      height = pixels === 0 ? 0 : rungOf(pixels, qualities)
    },
    failed: (code) => {
      errors.add(code)
      report()
    },
    end: () => {
      listening.abort()
      meter.stop()
      report()
    },
  }
}

/** The rung that shows a picture of so many pixels: films in CinemaScope are less tall than its name says. */
function rungOf(pixels: number, qualities: readonly string[]): Rung | null {
  const rungs = RUNGS.filter((rung) => qualities.includes(`${rung}p`))
  return rungs.find((rung) => rung >= pixels) ?? rungs.at(-1) ?? null
}

const RUNGS = [360, 480, 720, 1080] as const satisfies readonly Rung[]
