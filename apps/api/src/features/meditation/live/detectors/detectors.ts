import type { DetectorOptions } from '@better-and-bliss/breath'
import type { CalibrationPlan, PhaseEvent, Quality, SessionMetrics } from '@better-and-bliss/breath/protocol'

/** Where breath is detected: in threads of their own, or right here in tests. */
export interface Detectors {
  /** A detector of one stream; what it is given is processed in that order. */
  open(start: Start, listener: Listener): Detector
}

/** A new detector, or one that goes on where another stopped. */
export interface Start {
  options: DetectorOptions
  /** Where to go on, and the number of the last event until there. */
  from: { snapshot: Uint8Array; seq: number } | null
}

export interface Listener {
  opened(opened: Opened): void
  detected(message: Detection): void
  /** The thread died: nothing more will come, and nothing that was asked for. */
  lost(): void
}

export interface Opened {
  calibration: CalibrationPlan | null
  /** Whether it goes on; false also if the snapshot was of another version of the detector. */
  restored: boolean
}

/** What a detector says by itself. */
export type Detection = PhaseEvent | ({ type: 'metrics' } & SessionMetrics) | ({ type: 'quality' } & Quality)

/** Everything about a stream at one sample. */
export interface Standing {
  snapshot: Uint8Array<ArrayBuffer>
  /** On the session's clock: from here on sound has to come to go on from the snapshot. */
  resumeSample: number
  seq: number
  metrics: SessionMetrics
  profile: string | null
}

export interface Detector {
  /** How long what was given has been waiting to be processed. */
  readonly waitingMs: number
  pcm(samples: Uint8Array): void
  records(records: Uint8Array): void
  /** Sound that never came. */
  gap(samples: number): void
  skipCalibration(): void
  /** Null if the detector is lost. */
  standing(): Promise<Standing | null>
  /** Closes what is open, then where things stand. Null if the detector is lost. */
  finish(): Promise<Standing | null>
  /** It is no longer needed. */
  close(): void
}
