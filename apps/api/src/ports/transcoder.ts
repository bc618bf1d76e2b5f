import type { RungName } from '@better-and-bliss/stream-token'

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
}

/** Object keys. Null: not made yet, or nothing of this kind. */
export interface Pictures {
  /** JPEG, 640 pixels wide. */
  thumbnail: string | null
  /** JPEG, 1280 pixels wide. */
  poster: string | null
  /** PNG with a transparent background; audio files have one. */
  waveform: string | null
}

export interface TranscodeResult {
  facts: MediaFacts
  durationSeconds: number
  /** Lightest first; the audio rendition last. */
  renditions: Rendition[]
  pictures: Pictures
}

export interface TranscodeJob {
  /** A canonical UUID; the output goes to `mediaKey(contentId)`. */
  contentId: string
  sourceKey: string
  /** A designed cover (JPEG, PNG or WebP); without it pictures are made from the media. */
  pictureKey?: string | undefined
}

export interface TranscodeListener {
  /** From 0 to 1, never less than before. */
  onProgress(fraction: number): void
  /** Called once, as soon as the lightest rendition can be played while it still grows. The pictures of an audio file may come later. */
  onPlayable(soFar: TranscodeResult): Promise<void>
}

/** Makes HLS from media files. */
export interface Transcoder {
  /** @throws MediaRefused, ResourceUnavailable */
  inspect(file: string): Promise<MediaFacts>

  /**
   * Makes all renditions and publishes them under `mediaKey(contentId)`: at first the lightest one while it grows, then all
   * of them at once. A master playlist never names what is not there, whenever the process dies; the same job can be
   * run again and replaces what is there.
   *
   * @throws MediaRefused when the file is at fault (its output is removed), ResourceUnavailable when our side is, any other
   *   error when nobody knows.
   */
  transcode(job: TranscodeJob, listener: TranscodeListener, signal: AbortSignal): Promise<TranscodeResult>
}
