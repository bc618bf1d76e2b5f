import type { MediaFacts } from '../../../ports/transcoder.ts'
import type { Demuxer } from './sniff.ts'

/** What looking at a file tells. */
export interface Probed {
  facts: MediaFacts
  /** Where the picture ends, when that is known; the sound may last longer. */
  pictureSeconds: number | null
}

/** A file that may be transcoded. */
export interface Source extends Probed {
  path: string
  demuxer: Demuxer
}
