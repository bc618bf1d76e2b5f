import {
  createFeatures,
  createPhaseDetector,
  type DetectorOptions,
  type Features,
  HOP_SAMPLES,
  type PhaseDetector,
  RECORD_BYTES,
} from '@better-and-bliss/breath'
import type { PhaseEvent } from '@better-and-bliss/breath/protocol'

/**
 * A detector whose snapshot holds no sound. Its first stage looks at the last 32 ms, overlapping: instead of storing
 * them, the snapshot lies a little back, and sound that comes again fills the window without being processed twice.
 */
export interface ResumableDetector {
  readonly detector: Omit<PhaseDetector, 'pushRecords' | 'gap' | 'snapshot' | 'position'>
  /** Samples of the session's clock that have come in. */
  readonly position: number
  pcm(samples: Int16Array): void
  records(records: Uint8Array): void
  gap(samples: number): void
  /** The state, and the sample from which sound has to come (again) to go on from it. */
  snapshot(): { snapshot: Uint8Array<ArrayBuffer>; resumeSample: number }
}

/** Hops that fill the window up to where the next one begins. */
const WINDOW_HOPS = 3

/** @throws RangeError if the snapshot is not one of this version. */
export function createResumableDetector(
  options: DetectorOptions,
  emit: (event: PhaseEvent) => void,
  snapshot?: Uint8Array,
): ResumableDetector {
  const from = snapshot ? unpack(snapshot) : { replayHops: 0, features: undefined, detector: undefined }
  const detector = createPhaseDetector(options, emit, from.detector)
  const features = createFeatures(from.features)
  let takesPcm = from.features !== undefined
  /** Hops that the detector has processed already: they only fill the window. */
  let { replayHops } = from
  /** Hops that are in the window. */
  let windowHops = 0
  /** Samples of a hop that is not whole yet. */
  let pending = 0
  /** Samples to let pass: they were processed, and a gap has broken the window that they were sent for. */
  let passing = 0
  let records = new Uint8Array(0)

  function take(made: Uint8Array): void {
    const hops = made.byteLength / RECORD_BYTES
    const known = Math.min(replayHops, hops)
    replayHops -= known
    windowHops = Math.min(WINDOW_HOPS, windowHops + hops)
    detector.pushRecords(made.subarray(known * RECORD_BYTES))
  }

  const position = () => detector.position - replayHops * HOP_SAMPLES - passing + pending

  return {
    detector,
    get position() {
      return position()
    },
    pcm(samples) {
      takesPcm = true
      const fresh = samples.subarray(passing)
      passing -= samples.length - fresh.length
      const room = (Math.ceil(fresh.length / HOP_SAMPLES) + 1) * RECORD_BYTES
      if (records.byteLength < room) records = new Uint8Array(room)
      const made = features.push(fresh, records)
      pending += fresh.length - made * HOP_SAMPLES
      take(records.subarray(0, made * RECORD_BYTES))
    },
    records(made) {
      features.gap()
      take(made)
      windowHops = 0
    },
    gap(samples) {
      const beyond = position() + samples - detector.position
      features.gap()
      replayHops = 0
      windowHops = 0
      pending = 0
      passing = Math.max(0, -beyond)
      if (beyond > 0) detector.gap(beyond)
    },
    snapshot() {
      const back = replayHops + windowHops
      return {
        snapshot: pack({
          replayHops: back,
          features: takesPcm ? withoutWindow(features) : undefined,
          detector: detector.snapshot(),
        }),
        resumeSample: detector.position - passing - back * HOP_SAMPLES,
      }
    },
  }
}

/** What was learned of the room, and no sound. */
function withoutWindow(features: Features): Uint8Array {
  const copy = createFeatures(features.snapshot())
  copy.gap()
  return copy.snapshot()
}

interface Parts {
  replayHops: number
  /** None if this detector never took sound itself. */
  features: Uint8Array | undefined
  detector: Uint8Array
}

function pack({ replayHops, features = new Uint8Array(0), detector }: Parts): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + features.byteLength + detector.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, replayHops, true)
  view.setUint16(2, features.byteLength, true)
  bytes.set(features, 4)
  bytes.set(detector, 4 + features.byteLength)
  return bytes
}

function unpack(bytes: Uint8Array): Parts {
  if (bytes.byteLength < 4) throw new RangeError('Not a snapshot')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const length = view.getUint16(2, true)
  return {
    replayHops: view.getUint16(0, true),
    features: length > 0 ? bytes.slice(4, 4 + length) : undefined,
    detector: bytes.slice(4 + length),
  }
}
