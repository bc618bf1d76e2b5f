/** What we need of a `<video>`. */
type Media = EventTarget & Pick<HTMLVideoElement, 'paused'>

/**
 * Keeps the screen on while `media` plays.
 *
 * @param keepAwake does so until its result is called.
 * @returns what ends it.
 */
export function awakeWhilePlaying(media: Media, keepAwake: () => () => void): () => void {
  let release: (() => void) | null = null
  const look = () => {
    if (media.paused) {
      release?.()
      release = null
    } else release ??= keepAwake()
  }
  const listening = new AbortController()
  for (const type of ['play', 'playing', 'pause', 'ended', 'emptied'])
    media.addEventListener(type, look, { signal: listening.signal })
  look()
  return () => {
    listening.abort()
    release?.()
  }
}
