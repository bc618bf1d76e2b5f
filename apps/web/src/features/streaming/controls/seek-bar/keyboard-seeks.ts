/** What we need of a `<video>`. */
type Media = EventTarget & Pick<HTMLVideoElement, 'currentTime'>

interface KeyboardSeekParts {
  media: Media
  /** Where keys are pressed. */
  page: EventTarget
  nowMs: () => number
  onSeek: (seconds: number) => void
}

/** A jump so soon after a key was pressed is the key's. */
const KEY_MS = 300

/**
 * Tells where `media` jumps to by the keyboard, and by nothing else.
 *
 * @returns what ends it.
 */
export function followKeyboardSeeks({ media, page, nowMs, onSeek }: KeyboardSeekParts): () => void {
  let pressedAtMs = Number.NEGATIVE_INFINITY
  const listening = new AbortController()
  page.addEventListener(
    'keydown',
    () => {
      pressedAtMs = nowMs()
    },
    { signal: listening.signal, capture: true },
  )
  media.addEventListener(
    'seeking',
    () => {
      if (nowMs() - pressedAtMs <= KEY_MS) onSeek(media.currentTime)
    },
    { signal: listening.signal },
  )
  return () => listening.abort()
}
