import type { MediaFacts } from '../../../ports/transcoder.ts'
import type { Span } from './packets.ts'
import type { Track } from './report.ts'
import type { Demuxer } from './sniff.ts'

/** A track of a file, by ffmpeg's number of it, and when it plays. */
export interface SourceTrack extends Span {
  index: number
}

/** A file that may be transcoded. */
export interface Source {
  path: string
  demuxer: Demuxer
  facts: MediaFacts
  picture: SourceTrack | null
  sound: SourceTrack | null
  hdr: Track['hdr']
}
