import type { Made } from '../../../hls/made.ts'
import type { CaptionsFile, SoundFile } from '../../../ports/transcoder.ts'
import type { Workbench } from './pictures.ts'
import type { Source } from './source.ts'

export interface TranscodeListener {
  /** From 0 to 1, never less than before. */
  onProgress(fraction: number): void
  /** Called once, as soon as the lightest rendition can be played while it still grows. The pictures of an audio file may come later. */
  onPlayable(soFar: Made): Promise<void>
}

/** All that a transcode of one file needs. */
export interface Work extends Workbench {
  source: Source
  pictureKey: string | null
  captions: CaptionsFile[]
  sounds: SoundFile[]
  /** Whether all sounds are brought to one level. */
  normalisesLoudness: boolean
  listener: TranscodeListener
}

/** Progress is told no more often than at this share of the whole. */
const PROGRESS_STEP = 0.01

/** Turns seconds of output into a fraction that never falls and leaves the last percent to publishing. */
export function progressOf({ onProgress }: TranscodeListener, totalSeconds: number): (doneSeconds: number) => void {
  let highest = 0
  return (doneSeconds) => {
    const fraction = Math.min(0.99, doneSeconds / totalSeconds)
    if (fraction - highest < PROGRESS_STEP) return
    highest = fraction
    onProgress(fraction)
  }
}
