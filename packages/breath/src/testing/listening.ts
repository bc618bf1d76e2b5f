import { createDetector, createFeatures, type DetectorOptions, RECORD_BYTES } from '../index.ts'
import type { PhaseEvent } from '../protocol/event.ts'

const PLAIN: DetectorOptions = { target: null, calibrate: false, profile: null }

/** All events of a recording, streamed in pieces of the lengths that `lengths` repeats. */
export function eventsOf(
  samples: Int16Array,
  lengths: readonly number[] = [1600],
  options: Partial<DetectorOptions> = {},
) {
  const events: PhaseEvent[] = []
  const detector = createDetector({ ...PLAIN, ...options }, (event) => events.push(event))
  for (let at = 0, turn = 0; at < samples.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1600
    detector.pushPcm(samples.subarray(at, at + length))
    at += length
  }
  detector.finish()
  return { events, detector }
}

/** The phases of sound under their final names. */
export function phasesIn(events: readonly PhaseEvent[]): PhaseEvent[] {
  const last = new Map<number, PhaseEvent>()
  for (const event of events) last.set(event.id, event)
  return [...last.values()].filter(({ event_type: type }) => type === 'inhaling' || type === 'exhaling')
}

export function recordsOf(samples: Int16Array | Float32Array, lengths: readonly number[] = [1600]): Uint8Array {
  const features = createFeatures()
  const records = new Uint8Array((Math.ceil(samples.length / 160) + 1) * RECORD_BYTES)
  let written = 0
  for (let at = 0, turn = 0; at < samples.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1600
    written += features.push(samples.subarray(at, at + length), records.subarray(written * RECORD_BYTES))
    at += length
  }
  return records.subarray(0, written * RECORD_BYTES)
}
