import type { TranscodeListener } from '../../../ports/transcoder.ts'
import type { Workbench } from './pictures.ts'
import type { Source } from './source.ts'

/** All that a transcode of one file needs. */
export interface Work extends Workbench {
  source: Source
  pictureKey: string | undefined
  listener: TranscodeListener
}

/** Turns seconds of output into a fraction that never falls and leaves the last percent to publishing. */
export function progressOf({ onProgress }: TranscodeListener, totalSeconds: number): (doneSeconds: number) => void {
  let highest = 0
  return (doneSeconds) => {
    const fraction = Math.min(0.99, doneSeconds / totalSeconds)
    if (fraction <= highest) return
    highest = fraction
    onProgress(fraction)
  }
}
