import type { ObjectStore } from '@better-and-bliss/object-store'
import type { MediaTrack } from '../../../hls/tracks.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Choices, MediaFacts, PictureKeys, TranscodeJob, Transcoder } from '../../../ports/transcoder.ts'

export interface MediaConvertSettings {
  region: string
  /** Where MediaConvert answers. */
  endpoint: string
  /** ARN of the role that MediaConvert takes, to read sources and write what it makes. */
  role: string
  /** Name or ARN of the queue that jobs wait in. */
  queue: string
  /** Of the SQS queue that EventBridge puts the events into. */
  eventsQueueUrl: string
  /** Where the store keeps its objects. */
  bucket: string
  /** Whether all sounds are brought to one level. */
  normalisesLoudness: boolean
  /** Without them the machine's own role gives access. */
  credentials: { keyId: string; secretKey: string; sessionToken?: string } | null
}

/** A source that was looked at. */
export interface Prepared {
  facts: MediaFacts
  /** When its picture is shown, in seconds after the start of the file; null of a sound. */
  picture: { startSeconds: number; endSeconds: number } | null
  /** Its picture has a high dynamic range. */
  isHdr: boolean
  /** Those that were made here; what is null MediaConvert makes, as far as it can. */
  pictures: PictureKeys
  /** The one that is in the videos first. `number` is that among the sounds of the file, from 1. */
  sounds: (MediaTrack & { number: number })[]
  /** Those that were given beside the source. They were made here, as captions were. */
  addedSounds: MediaTrack[]
  captions: MediaTrack[]
  choices: Choices
}

/** What this machine does with files of the store. */
export interface LocalWork {
  inspect: Transcoder['inspect']
  inspectPicture: Transcoder['inspectPicture']

  /**
   * Looks at a source that MediaConvert is to get, and makes what that cannot: captions of all kinds, sounds that were
   * given beside it, the storyboard, the pictures of a designed cover, and those of a sound.
   *
   * @throws MediaRefused, when nothing is left of what was made; ResourceUnavailable; the reason of `signal`.
   */
  prepare(job: TranscodeJob, signal: AbortSignal): Promise<Prepared>
}

export interface MediaConvertParts extends MediaConvertSettings {
  store: ObjectStore
  local: LocalWork
  log: Logger
}
