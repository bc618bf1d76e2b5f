import type { Track } from './languages.ts'
import type { Quality } from './qualities.ts'
import type { StreamAccess } from './stream-access.ts'

/** What plays an item's playlists in a `<video>`. */
export interface Engine {
  /** From here on, without losing the place. */
  choose(quality: Quality): void
  /** Another of the sounds that were told, by its id. */
  chooseAudio(id: string): void
  destroy(): void
}

/** The languages that an item is spoken in; another object each time. */
export interface AudioView {
  /** Empty where there is no choice. */
  tracks: readonly Track[]
  /** The id of what is heard; null where nobody knows. */
  heard: string | null
}

export interface EngineParts {
  video: HTMLVideoElement
  access: StreamAccess
  startAtSeconds: number
  /** The height of the picture that is shown now; null for sound alone. */
  onHeight: (height: number | null) => void
  /** The language that is wanted where an item has it; null for the item's own. */
  audioLanguage: string | null
  onAudio: (audio: AudioView) => void
  /** Playback has stopped for good. */
  onFailure: (error: unknown) => void
}

/** The edge would not send something although its token was fresh. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** The media arrived but could not be played. */
export class Unplayable extends Error {
  override readonly name = 'Unplayable'
}

/** The browser plays no media of this kind at all. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'
}

/** Begins to play; where the browser wants a gesture first, the play button waits for it. */
export function play(video: HTMLVideoElement): void {
  video.play().catch(() => {})
}

/** Safari plays HLS by itself, and only what it plays by itself reaches an AirPlay speaker. */
export function playsNatively(video: HTMLVideoElement): boolean {
  return 'webkitShowPlaybackTargetPicker' in video && video.canPlayType('application/vnd.apple.mpegurl') !== ''
}
