import type { RenditionName, RungName } from '@better-and-bliss/stream-token'

/** What a media file is, learnt without decoding it whole. Times are of what plays, whatever time the file starts at. */
export interface MediaFacts {
  kind: 'video' | 'audio'
  container: 'mp4' | 'matroska' | 'mpegts' | 'avi' | 'wav' | 'mp3' | 'flac' | 'ogg' | 'aac'
  durationSeconds: number
  /** Display size in square pixels, rotation applied. Null for audio. */
  width: number | null
  height: number | null
  /** Frames a second; the prevailing rate when it varies. Null for audio. */
  frameRate: number | null
  videoCodec: string | null
  hasAudio: boolean
  audioCodec: string | null
  /** What it holds and members will not see or hear, a sentence each. */
  leftOut: string[]
}

/**
 * The file is at fault and trying again is in vain. The message says why, in words for the person who sent it; `cause`
 * keeps what the tools said.
 */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused'
}

export interface Rendition {
  name: RungName
  kind: 'video' | 'audio'
  /** Pixels. Null for audio. */
  width: number | null
  height: number | null
  /** The peak, in bits per second, as HLS defines it: that of the most expensive segment. */
  bandwidth: number
  /** Bits per second. */
  averageBandwidth: number
  /** RFC 6381, such as `avc1.64001e,mp4a.40.2`. */
  codecs: string
  frameRate: number | null
  playlistKey: string
}

/** Object keys. Null: not made yet, or nothing of this kind. */
export interface PictureKeys {
  /** JPEG, 640 pixels wide. */
  thumbnail: string | null
  /** JPEG, 1280 pixels wide. */
  poster: string | null
  /** PNG with a transparent background; audio files have one. */
  waveform: string | null
}

/** A language in which an item can be heard or read. */
export interface Language {
  /** BCP 47; `und` where nobody knows. */
  language: string
  /** How it calls itself, and what else the track is: `Français`, `English (commentary)`. */
  label: string
}

/** A language in which an item can be heard. */
export interface AudioLanguage extends Language {
  /** Of its playlist without a picture. Items that were converted before it was kept have none. */
  name?: RenditionName | undefined
}

export interface Chapter {
  title: string
  startSeconds: number
}

/** Small pictures of the film, one each `intervalSeconds`, row by row on sheets (`storyboardFile`). Sizes in pixels. */
export interface Storyboard {
  sheets: number
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  intervalSeconds: number
}

/** What members choose from while they watch. */
export interface Choices {
  captions: Language[]
  /** The default first; empty where there is one of unknown language, or none. */
  audioLanguages: AudioLanguage[]
  /** In their order. */
  chapters: Chapter[]
  storyboard: Storyboard | null
}

export const NO_CHOICES: Choices = { captions: [], audioLanguages: [], chapters: [], storyboard: null }

export interface TranscodeResult extends Choices {
  /** The key of the playlist that names those of the videos, or of the sound. */
  masterKey: string
  durationSeconds: number
  /** Lightest first; the audio rendition last. */
  renditions: Rendition[]
  pictures: PictureKeys
}

/** WebVTT in the store, and the language (BCP 47) that it is in. */
export interface CaptionsFile {
  language: string
  key: string
}

/** A sound in the store that is offered beside that of the medium. */
export interface SoundFile {
  /** BCP 47 */
  language: string
  /** How members read it; null: by its language. */
  label: string | null
  key: string
}

/** What was mixed for a film ends with it; exports of it differ by what an encoder puts before and after. */
const SAME_LENGTH_SECONDS = 5

/** Whether a sound fits the media that it is added to. */
export function hasSameLength(soundSeconds: number, mediaSeconds: number): boolean {
  return Math.abs(soundSeconds - mediaSeconds) <= SAME_LENGTH_SECONDS
}

export interface TranscodeJob {
  mediaJobId: string
  /** One attempt at a job: who starts the same one again starts, and pays, nothing. Events bear it. */
  idempotencyKey: string
  /** A canonical UUID, the item's or another one; the output goes to `mediaKey(outputId)`. */
  outputId: string
  sourceKey: string
  /** A designed cover (JPEG, PNG or WebP); without it pictures are made from the media. */
  pictureKey: string | null
  /** Captions that were given beside the medium. They take the place of the medium's own in the same language. */
  captions: CaptionsFile[]
  /**
   * Sounds that were given beside the medium. They take the place of its further sounds in the same language, never that of the
   * one that is heard by default. One that has not the same length is left out.
   */
  sounds: SoundFile[]
}

/** What happens to an attempt. */
export type TranscodeEvent = { idempotencyKey: string } & (
  | { kind: 'progress'; fraction: number }
  /** The lightest rendition can be played while it still grows, where a transcoder can do that. Pictures may come later. */
  | { kind: 'playable'; soFar: TranscodeResult }
  | { kind: 'completed'; result: TranscodeResult }
  | {
      kind: 'failed'
      /** A sentence for the person who sent the file. */
      words: string
      /** `never`: the file is at fault. `later`: our side lacks something. `perhaps`: nobody knows. */
      tryAgain: 'never' | 'later' | 'perhaps'
      cause: unknown
    }
)

/**
 * Makes HLS from media files, here or elsewhere: all renditions, under `mediaKey(outputId)`. A master playlist never names
 * what is not there, whenever a process dies; the same job can be run again and replaces what is there. When the file is at
 * fault, its output is removed.
 */
export interface Transcoder {
  /** Looks at a stored file. @throws MediaRefused, ResourceUnavailable, or the reason of `signal` */
  inspect(sourceKey: string, signal: AbortSignal): Promise<MediaFacts>

  /**
   * Looks whether a stored file is a picture that covers can be made from.
   * @throws MediaRefused, ResourceUnavailable, or the reason of `signal`
   */
  inspectPicture(pictureKey: string, signal: AbortSignal): Promise<void>

  /**
   * Starts an attempt, and resolves when the work no longer needs whoever started it: at once where it happens elsewhere, at
   * its end where it happens here. What rejects is to be started again, with the same idempotency key.
   *
   * @returns the transcoder's own id of it.
   */
  start(job: TranscodeJob, signal: AbortSignal): Promise<string>

  /**
   * Tells the events of all attempts, whichever process started them, until it is disposed of: each at least once, perhaps
   * late, twice or out of order. One whose listener rejects is told again.
   */
  listen(onEvent: (event: TranscodeEvent) => Promise<void>): Promise<AsyncDisposable>

  /**
   * Looks what has become of an attempt, by the id that `start` gave it, and tells the listener: for whoever has heard nothing of it
   * for long, since an event may have been lost. Where `start` is the whole work there is nothing to look for.
   */
  poll(attempt: { externalId: string; idempotencyKey: string }): Promise<void>

  /**
   * Ends an attempt that goes on elsewhere and that nobody wants any more: nothing more of it is paid for. Its end is told as any
   * other; what is over already stays so. Where `start` is the whole work, its signal ends it, and there is nothing to do.
   *
   * @param attempt `externalId` is null where whoever started it did not learn it.
   * @throws ResourceUnavailable: it may go on.
   */
  cancel(attempt: Attempt): Promise<void>
}

export interface Attempt extends Pick<TranscodeJob, 'idempotencyKey' | 'sourceKey'> {
  externalId: string | null
}
