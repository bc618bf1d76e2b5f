import type { Chapter, MediaFacts } from '../../../ports/transcoder.ts'
import type { Span } from './packets.ts'
import type { Track } from './report.ts'
import type { Demuxer } from './sniff.ts'

/** A track of a file, by ffmpeg's number of it, and when it plays. */
export interface SourceTrack extends Span {
  index: number
}

/** How a sound is brought to the level of all others. */
export interface Level {
  gainDb: number
  /** Whether peaks would pass the ceiling, and are to be rounded off. */
  isLimited: boolean
}

export interface SourceSound extends SourceTrack, Pick<Track, 'language' | 'role'> {
  /** Which of the sounds of its file it is, from 1. */
  number: number
  /** How it gets as loud as all others; null leaves it as it is. */
  level: Level | null
}

/** A file that may be transcoded. */
export interface Source {
  path: string
  demuxer: Demuxer
  facts: MediaFacts
  picture: SourceTrack | null
  /** What is heard when nobody has chosen. */
  sound: SourceSound | null
  furtherSounds: SourceSound[]
  /** Subtitles that are text. */
  captions: Track[]
  chapters: Chapter[]
  hdr: Track['hdr']
  /** How well `hdr` can be brought to ordinary screens. */
  toneMapping: 'exact' | 'rough'
}
