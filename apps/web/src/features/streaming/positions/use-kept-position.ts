import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ItemPosition, PositionReporter } from './positions.ts'

/** What we need of a `<video>`. */
type Media = EventTarget & Pick<HTMLVideoElement, 'currentTime' | 'readyState' | 'seeking'>
/** What we need of a window. */
type Page = EventTarget & { document: Pick<Document, 'hidden'> }

const EVERY_MS = 10_000

/**
 * Tells where `video` is, now and then, and whenever it may be the last chance.
 *
 * @returns where the member is on another device, if that is well ahead, how to go there, and how to say that here is right.
 */
export function useKeptPosition(video: RefObject<HTMLVideoElement | null>, position: ItemPosition) {
  const [furtherSeconds, setFurtherSeconds] = useState<number | null>(null)
  const reporter = useRef<PositionReporter | null>(null)
  const follow = useEffectEvent(position.follow)
  useLayoutEffect(() => {
    if (!video.current) return
    const opened = follow(setFurtherSeconds)
    reporter.current = opened
    const stop = keepPlaces({ media: video.current, report: opened.report, nowMs: Date.now })
    return () => {
      stop()
      opened.end()
    }
  }, [video])
  return {
    furtherSeconds,
    stayHere: () => reporter.current?.insist(),
    goThere: () => {
      if (!video.current || furtherSeconds === null) return
      video.current.currentTime = furtherSeconds
      setFurtherSeconds(null)
    },
  }
}

interface KeepParts {
  media: Media
  report: (seconds: number) => void
  nowMs: () => number
  page?: Page
}

/**
 * Reports the place of `media` every ten seconds while it plays, at a pause, when the page is left or hidden, and when this
 * ends. The last place is remembered: whoever takes the media away may do so before they are asked where they were.
 *
 * @returns a function that ends it.
 */
export function keepPlaces({ media, report, nowMs, page = window }: KeepParts): () => void {
  let last: number | null = null
  let reportedAtMs = Number.NEGATIVE_INFINITY
  const listening = new AbortController()
  const on = (target: EventTarget, event: string, listener: () => void) =>
    target.addEventListener(event, listener, { signal: listening.signal })

  function look(): void {
    const { currentTime, readyState, seeking } = media
    // What is being loaded stands at 0 until it is where it shall begin.
    if (!seeking && readyState > 0 && currentTime > 0) last = currentTime
  }

  function reportLast(): void {
    if (last === null) return
    reportedAtMs = nowMs()
    report(last)
  }

  function lookAndReport(): void {
    look()
    reportLast()
  }

  on(media, 'timeupdate', () => {
    look()
    if (nowMs() - reportedAtMs >= EVERY_MS) reportLast()
  })
  on(media, 'pause', lookAndReport)
  on(page, 'pagehide', lookAndReport)
  on(page, 'visibilitychange', () => {
    if (page.document.hidden) lookAndReport()
  })
  return () => {
    listening.abort()
    reportLast()
  }
}
