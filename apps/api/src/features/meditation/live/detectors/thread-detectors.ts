import { type DetectorOptions, HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath'
import { type Command, OP } from './commands.ts'
import type { Detection, Opened, Standing, Start } from './detectors.ts'
import { createReporter, type Reporter } from './report.ts'
import { createResumableDetector, type ResumableDetector } from './resumable-detector.ts'

/** What a thread tells of a stream. */
export type Told =
  | ({ stream: number; type: 'opened' } & Opened)
  | { stream: number; type: 'detected'; message: Detection }
  | { stream: number; type: 'standing'; standing: Standing }
  | { stream: number; type: 'failed'; reason: string }

interface ThreadStream {
  resumable: ResumableDetector
  seq: number
  /** A phase ended, or was named anew, and nobody has been told what that changes. */
  phaseEnded: boolean
  report: Reporter
}

/**
 * The detectors of one thread.
 *
 * @returns what carries out a command; `stale` sound has waited for too long and counts as missing.
 */
export function createThreadDetectors(tell: (told: Told) => void): (command: Command, stale: boolean) => void {
  const streams = new Map<number, ThreadStream>()

  return (command, stale) => {
    try {
      if (command.op === OP.open) streams.set(command.stream, open(command, tell))
      const stream = streams.get(command.stream)
      if (stream) obey(stream, command, stale)
      if (command.op === OP.close) streams.delete(command.stream)
    } catch (error) {
      streams.delete(command.stream)
      tell({ stream: command.stream, type: 'failed', reason: error instanceof Error ? error.message : String(error) })
    }
  }

  function obey(stream: ThreadStream, { stream: number, op, samples, payload }: Command, stale: boolean): void {
    const { resumable } = stream
    if (op === OP.pcm && !stale) resumable.pcm(samplesOf(payload))
    else if (op === OP.records && !stale) resumable.records(payload)
    else if (op === OP.pcm) resumable.gap(payload.byteLength / 2)
    else if (op === OP.records) resumable.gap((payload.byteLength / RECORD_BYTES) * HOP_SAMPLES)
    else if (op === OP.gap) resumable.gap(samples)
    else if (op === OP.skipCalibration) resumable.detector.skipCalibration()
    else if (op === OP.finish) resumable.detector.finish()
    stream.report(resumable, stream.phaseEnded)
    stream.phaseEnded = false
    if (op === OP.standing || op === OP.finish) {
      tell({ stream: number, type: 'standing', standing: standingOf(stream) })
    }
  }
}

function open({ stream: number, payload }: Command, tell: (told: Told) => void): ThreadStream {
  const { options, from } = decodeStart(payload)
  const emit = (message: Detection) => {
    if (message.type === 'phase') {
      stream.seq = message.seq
      if (message.state !== 'start') stream.phaseEnded = true
    }
    tell({ stream: number, type: 'detected', message })
  }
  const restored = from && restore(options, emit, from.snapshot)
  const resumable = restored ?? createResumableDetector(options, emit)
  const seq = restored ? from.seq : 0
  const stream: ThreadStream = { resumable, seq, phaseEnded: false, report: createReporter(emit) }
  tell({ stream: number, type: 'opened', calibration: resumable.detector.calibration(), restored: restored !== null })
  return stream
}

/** Null if the snapshot is of another version of the detector. */
function restore(
  options: DetectorOptions,
  emit: (message: Detection) => void,
  snapshot: Uint8Array,
): ResumableDetector | null {
  try {
    return createResumableDetector(options, emit, snapshot)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function standingOf({ resumable, seq }: ThreadStream): Standing {
  return { ...resumable.snapshot(), seq, metrics: resumable.detector.metrics(), profile: resumable.detector.profile() }
}

function samplesOf(payload: Uint8Array): Int16Array {
  return new Int16Array(payload.buffer, payload.byteOffset, payload.byteLength / 2)
}

/** The payload of `open`: length of the options, options, snapshot. */
export function encodeStart({ options, from }: Start): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify({ options, seq: from?.seq ?? null }))
  const snapshot = from?.snapshot ?? new Uint8Array(0)
  const bytes = new Uint8Array(4 + text.byteLength + snapshot.byteLength)
  new DataView(bytes.buffer).setUint32(0, text.byteLength, true)
  bytes.set(text, 4)
  bytes.set(snapshot, 4 + text.byteLength)
  return bytes
}

function decodeStart(payload: Uint8Array): Start {
  const length = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true)
  const { options, seq } = JSON.parse(new TextDecoder().decode(payload.subarray(4, 4 + length)))
  return { options, from: seq === null ? null : { seq, snapshot: payload.slice(4 + length) } }
}
