import { SEEK_SECONDS } from '../controls/keys/keys.ts'
import type { PlayerActions } from '../controls/player-actions.ts'

/** What we need of a `<video>`. */
type Media = EventTarget & Pick<HTMLVideoElement, 'currentTime' | 'duration' | 'playbackRate' | 'paused'>

interface MediaSessionParts {
  session: Pick<MediaSession, 'metadata' | 'playbackState' | 'setActionHandler' | 'setPositionState'>
  media: Media
  metadata: MediaMetadata
  /** Those of the moment. */
  actions: () => PlayerActions
}

const TELLS_POSITION = ['loadedmetadata', 'durationchange', 'ratechange', 'seeked', 'play', 'playing', 'pause', 'ended']

/**
 * Lets the lock screen, the notification and headphones show what plays and where, and lead it. Chapters are what other
 * players have tracks for; without any, the next title is.
 *
 * @returns what ends it.
 */
export function leadByMediaSession({ session, media, metadata, actions }: MediaSessionParts): () => void {
  const { hasChapters, hasNext } = actions()
  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => media.paused && actions().togglePlay(),
    pause: () => media.paused || actions().togglePlay(),
    stop: () => media.paused || actions().togglePlay(),
    seekbackward: ({ seekOffset }) => actions().seekBy(-(seekOffset ?? SEEK_SECONDS)),
    seekforward: ({ seekOffset }) => actions().seekBy(seekOffset ?? SEEK_SECONDS),
    seekto: ({ seekTime }) => {
      if (seekTime !== undefined) media.currentTime = seekTime
    },
    ...(hasChapters && {
      previoustrack: () => actions().goToChapter(-1),
      nexttrack: () => actions().goToChapter(1),
    }),
    ...(!hasChapters && hasNext && { nexttrack: () => actions().playNext() }),
  }
  const names = Object.keys(handlers) as MediaSessionAction[]
  for (const name of names) handle(session, name, handlers[name] ?? null)
  session.metadata = metadata

  const listening = new AbortController()
  const tell = () => tellPosition(session, media)
  for (const type of TELLS_POSITION) media.addEventListener(type, tell, { signal: listening.signal })
  tell()

  return () => {
    listening.abort()
    for (const name of names) handle(session, name, null)
    session.metadata = null
    session.playbackState = 'none'
  }
}

/** A browser throws at an action that it does not know. */
function handle(
  session: MediaSessionParts['session'],
  name: MediaSessionAction,
  handler: MediaSessionActionHandler | null,
): void {
  try {
    session.setActionHandler(name, handler)
  } catch {
    // What it does not know it does not offer.
  }
}

function tellPosition(session: MediaSessionParts['session'], media: Media): void {
  const { duration, playbackRate, currentTime, paused } = media
  session.playbackState = paused ? 'paused' : 'playing'
  if (!Number.isFinite(duration) || duration <= 0) return
  session.setPositionState?.({ duration, playbackRate, position: Math.min(currentTime, duration) })
}
