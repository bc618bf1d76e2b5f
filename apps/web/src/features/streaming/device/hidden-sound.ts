import type { Quality } from '../qualities.ts'

/** What we need of a document and a `<video>`. */
type Page = EventTarget & Pick<Document, 'visibilityState' | 'pictureInPictureElement'>
type Media = EventTarget & Pick<HTMLVideoElement, 'paused' | 'play'>

interface HiddenSoundParts {
  page: Page
  media: Media
  /** Whether the member wants it, now. */
  isWanted: () => boolean
  quality: () => Quality
  choose: (quality: Quality) => void
  nowMs: () => number
}

/** A pause so close to the page's hiding is the device's, which stops pictures that nobody sees. */
const DEVICE_PAUSE_MS = 1_000

/**
 * Lets the sound of a video go on when its page is hidden, without the picture, and gives the picture back when the page is
 * seen again.
 *
 * @returns what ends it.
 */
export function soundWhileHidden({ page, media, isWanted, quality, choose, nowMs }: HiddenSoundParts): () => void {
  let pausedAtMs = Number.NEGATIVE_INFINITY
  let hidden: { sinceMs: number; before: Quality } | null = null
  const listening = new AbortController()
  const on = (target: EventTarget, type: string, listener: () => void) =>
    target.addEventListener(type, listener, { signal: listening.signal })

  const goOn = () => media.play().catch(() => {})

  function hide(): void {
    const isPlaying = !media.paused || nowMs() - pausedAtMs < DEVICE_PAUSE_MS
    if (!isPlaying || !isWanted() || page.pictureInPictureElement || quality() === 'sound') return
    hidden = { sinceMs: nowMs(), before: quality() }
    choose('sound')
    void goOn()
  }

  function show(): void {
    if (hidden && quality() === 'sound') choose(hidden.before)
    hidden = null
  }

  on(page, 'visibilitychange', () => (page.visibilityState === 'hidden' ? hide() : show()))
  on(media, 'pause', () => {
    pausedAtMs = nowMs()
    if (hidden && nowMs() - hidden.sinceMs < DEVICE_PAUSE_MS) void goOn()
  })
  return () => listening.abort()
}
