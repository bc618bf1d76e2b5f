import type { Playback } from '../playback.ts'

/**
 * Gives up the place of a playback when its page goes: a closed or reloaded page plays nothing. A page that the browser has
 * kept and shows again takes a place again.
 *
 * @returns a function that ends it.
 */
export function followPage(playback: Pick<Playback, 'suspend' | 'resume'>, page: EventTarget = window): () => void {
  const listening = new AbortController()
  page.addEventListener('pagehide', playback.suspend, { signal: listening.signal })
  page.addEventListener('pageshow', playback.resume, { signal: listening.signal })
  return () => listening.abort()
}
