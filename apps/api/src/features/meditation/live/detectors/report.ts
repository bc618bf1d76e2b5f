import { SAMPLE_RATE_HZ } from '@better-and-bliss/breath'
import type { Quality } from '@better-and-bliss/breath/protocol'
import type { Detection } from './detectors.ts'
import type { ResumableDetector } from './resumable-detector.ts'

const METRICS_EVERY_SAMPLES = 5 * SAMPLE_RATE_HZ
const QUALITY_EVERY_SAMPLES = SAMPLE_RATE_HZ / 2
/** Less than this changes nothing for anybody. */
const LEVEL_STEP_DB = 3

/** Looks at a detector after each frame, and says what has changed. */
export type Reporter = (
  detector: Pick<ResumableDetector, 'position' | 'detector'>,
  /** Whether a phase ended, or was named anew, in this frame. */
  phaseEnded: boolean,
) => void

/**
 * Metrics after each phase that changes them and every five seconds; quality at once when it means something else, and
 * twice a second at most while only its levels move. By the audio clock: it does not depend on how fast sound comes.
 */
export function createReporter(emit: (message: Detection) => void): Reporter {
  let breaths = 0
  let metricsAt = 0
  let quality: Quality | null = null
  let qualityAt = 0

  return ({ position, detector }, phaseEnded) => {
    const now = detector.quality()
    if (!quality || differs(now, quality) || (moved(now, quality) && position - qualityAt >= QUALITY_EVERY_SAMPLES)) {
      quality = { ...now }
      qualityAt = position
      emit({ type: 'quality', ...quality })
    }
    const due = position - metricsAt >= METRICS_EVERY_SAMPLES
    if (!phaseEnded && !due) return
    const metrics = detector.metrics()
    if (!due && metrics.total_breaths === breaths) return
    breaths = metrics.total_breaths
    metricsAt = position
    emit({ type: 'metrics', ...metrics })
  }
}

function differs(a: Quality, b: Quality): boolean {
  return a.reason !== b.reason || a.clipping !== b.clipping || a.gated !== b.gated
}

function moved(a: Quality, b: Quality): boolean {
  return Math.abs(a.level_db - b.level_db) >= LEVEL_STEP_DB || Math.abs(a.snr_db - b.snr_db) >= LEVEL_STEP_DB
}
