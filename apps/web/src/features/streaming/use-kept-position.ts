import { type RefObject, useLayoutEffect } from 'react'
import type { Position, Positions } from './positions.ts'

type Place = Omit<Position, 'contentId'>

/** What we need of a `<video>`. */
type Media = EventTarget & Pick<HTMLVideoElement, 'currentTime' | 'duration' | 'readyState' | 'seeking'>

const EVERY_SECONDS = 5

/** Remembers where `video` is, now and then, and whenever it may be the last chance. */
export function useKeptPosition(
  video: RefObject<HTMLVideoElement | null>,
  contentId: string,
  positions: Positions,
): void {
  useLayoutEffect(() => {
    if (!video.current) return
    return keepPlaces(video.current, (place) => positions.keep({ contentId, ...place }))
  }, [video, contentId, positions])
}

/**
 * Keeps the place of `media` every few seconds, at a pause, when the page is left or hidden, and when this ends. The last
 * place is remembered: whoever takes the media away may do so before they are asked where they were.
 *
 * @returns a function that ends it.
 */
export function keepPlaces(media: Media, keep: (place: Place) => void, page: EventTarget = window): () => void {
  let last: Place | null = null
  let keptSeconds = Number.NEGATIVE_INFINITY
  const listening = new AbortController()
  const on = (target: EventTarget, event: string, listener: () => void) =>
    target.addEventListener(event, listener, { signal: listening.signal })

  function look(): void {
    const { currentTime: seconds, duration: durationSeconds, readyState, seeking } = media
    if (!seeking && readyState > 0 && Number.isFinite(durationSeconds)) last = { seconds, durationSeconds }
  }

  function keepLast(): void {
    if (!last) return
    keptSeconds = last.seconds
    keep(last)
  }

  on(media, 'timeupdate', () => {
    look()
    if (last && Math.abs(last.seconds - keptSeconds) >= EVERY_SECONDS) keepLast()
  })
  for (const [target, event] of [
    [media, 'pause'],
    [page, 'pagehide'],
    [page, 'visibilitychange'],
  ] as const) {
    on(target, event, () => {
      look()
      keepLast()
    })
  }
  return () => {
    listening.abort()
    keepLast()
  }
}
