import { type DetectorOptions, HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath'
import { type Command, OP } from './batch.ts'
import type { Heard, Opened, Standing, Start } from './detectors.ts'
import { createEar, type Ear } from './ear.ts'
import { createReporter, type Reporter } from './report.ts'

/** What a thread tells of a stream. */
export type Told =
  | ({ stream: number; type: 'opened' } & Opened)
  | { stream: number; type: 'heard'; message: Heard }
  | { stream: number; type: 'standing'; standing: Standing }
  | { stream: number; type: 'failed'; reason: string }

interface Stream {
  ear: Ear
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
export function createHearing(tell: (told: Told) => void): (command: Command, stale: boolean) => void {
  const streams = new Map<number, Stream>()

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

  function obey(stream: Stream, { stream: number, op, samples, payload }: Command, stale: boolean): void {
    const { ear } = stream
    if (op === OP.pcm && !stale) ear.pcm(samplesOf(payload))
    else if (op === OP.records && !stale) ear.records(payload)
    else if (op === OP.pcm) ear.gap(payload.byteLength / 2)
    else if (op === OP.records) ear.gap((payload.byteLength / RECORD_BYTES) * HOP_SAMPLES)
    else if (op === OP.gap) ear.gap(samples)
    else if (op === OP.skipCalibration) ear.detector.skipCalibration()
    else if (op === OP.finish) ear.detector.finish()
    stream.report(ear, stream.phaseEnded)
    stream.phaseEnded = false
    if (op === OP.standing || op === OP.finish) {
      tell({ stream: number, type: 'standing', standing: standingOf(stream) })
    }
  }
}

function open({ stream: number, payload }: Command, tell: (told: Told) => void): Stream {
  const { options, from } = decodeStart(payload)
  const hear = (message: Heard) => {
    if (message.type === 'phase') {
      stream.seq = message.seq
      if (message.state !== 'start') stream.phaseEnded = true
    }
    tell({ stream: number, type: 'heard', message })
  }
  const restored = from && restore(options, hear, from.snapshot)
  const ear = restored ?? createEar(options, hear)
  const seq = restored ? from.seq : 0
  const stream: Stream = { ear, seq, phaseEnded: false, report: createReporter(hear) }
  tell({ stream: number, type: 'opened', calibration: ear.detector.calibration(), restored: restored !== null })
  return stream
}

/** Null if the snapshot is of another version of the detector. */
function restore(options: DetectorOptions, hear: (message: Heard) => void, snapshot: Uint8Array): Ear | null {
  try {
    return createEar(options, hear, snapshot)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function standingOf({ ear, seq }: Stream): Standing {
  return { ...ear.snapshot(), seq, metrics: ear.detector.metrics(), profile: ear.detector.profile() }
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
