import { createFeatures, RECORD_BYTES } from '../src/features/index.ts'
import { createDetector, type Detector } from '../src/index.ts'
import type { BurstClassifier } from '../src/phases/classify/classifier.ts'
import type { PhaseEvent } from '../src/protocol/index.ts'

/** 100 ms, as clients send it. */
const FRAME_SAMPLES = 1600
const SAMPLES_PER_MS = 16

/** A phase under its final name, and when it was first spoken of. */
export interface HeardPhase {
  t_ms: number
  event_type: PhaseEvent['event_type']
  /** The name that it was first spoken of by. */
  announced_type: PhaseEvent['event_type']
  duration_ms: number
  confidence: number
  emitted_ms: number
  breath_number: number
}

/** Streams `samples` through a detector in frames of 100 ms, without a look ahead. */
export function listen(
  samples: Int16Array,
  classifier?: BurstClassifier,
): { events: HeardPhase[]; detector: Detector } {
  const phases = new Map<number, HeardPhase>()
  let heardMs = 0
  const detector = createDetector(
    { target: null, calibrate: false, profile: null },
    (event) => {
      phases.set(event.id, {
        t_ms: event.t_ms,
        event_type: event.event_type,
        announced_type: phases.get(event.id)?.announced_type ?? event.event_type,
        duration_ms: event.duration_ms,
        confidence: event.confidence_score,
        emitted_ms: phases.get(event.id)?.emitted_ms ?? heardMs,
        breath_number: event.breath_number,
      })
    },
    undefined,
    classifier,
  )
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
    const frame = samples.subarray(at, at + FRAME_SAMPLES)
    heardMs = Math.round((at + frame.length) / SAMPLES_PER_MS)
    detector.pushPcm(frame)
  }
  detector.finish()
  return { events: [...phases.values()], detector }
}

/** The records of a whole recording. */
export function recordsOf(samples: Int16Array): Uint8Array {
  const records = new Uint8Array((Math.ceil(samples.length / 160) + 1) * RECORD_BYTES)
  return records.subarray(0, createFeatures().push(samples, records) * RECORD_BYTES)
}
