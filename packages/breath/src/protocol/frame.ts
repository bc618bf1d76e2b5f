import { HOP_SAMPLES, RECORD_BYTES, SAMPLE_RATE_HZ } from '../features/record.ts'
import { SOCKET_LIMITS } from './limits.ts'

/** The header before the payload: version, flags, reserved (u16), frame number (u32), first sample (u32); little endian. */
export const FRAME_HEADER_BYTES = 12
export const FRAME_VERSION = 1
const FEATURES_FLAG = 1
const { minFrameMs, maxFrameMs } = SOCKET_LIMITS
export const MIN_FRAME_SAMPLES = (minFrameMs * SAMPLE_RATE_HZ) / 1000
export const MAX_FRAME_SAMPLES = (maxFrameMs * SAMPLE_RATE_HZ) / 1000
/** The longest frame of PCM16 and its header. */
export const MAX_FRAME_BYTES = FRAME_HEADER_BYTES + MAX_FRAME_SAMPLES * 2

/** One binary message: 20 to 500 ms of sound, or of what was measured of it. */
export interface Frame {
  kind: 'pcm' | 'features'
  number: number
  /** Index of the first sample that the payload covers, on the stream's clock. */
  firstSample: number
  /** How many samples the payload covers. */
  samples: number
  payload: Uint8Array
}

/** @throws RangeError with a reason for a person, if `bytes` are not exactly one frame. */
export function readFrame(bytes: Uint8Array): Frame {
  if (bytes.byteLength <= FRAME_HEADER_BYTES) throw new RangeError('A frame has a header of 12 bytes and a payload')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = view.getUint8(1)
  if (view.getUint8(0) !== FRAME_VERSION) throw new RangeError(`Frames have version ${FRAME_VERSION}`)
  if ((flags & ~FEATURES_FLAG) !== 0 || view.getUint16(2, true) !== 0) throw new RangeError('Unknown flags')
  const kind = flags & FEATURES_FLAG ? 'features' : 'pcm'
  const payload = bytes.subarray(FRAME_HEADER_BYTES)
  const unit = kind === 'pcm' ? 2 : RECORD_BYTES
  const samples = (payload.byteLength / unit) * (kind === 'pcm' ? 1 : HOP_SAMPLES)
  if (!Number.isInteger(samples) || samples < MIN_FRAME_SAMPLES || samples > MAX_FRAME_SAMPLES)
    throw new RangeError(`A frame holds ${minFrameMs} to ${maxFrameMs} ms`)
  return { kind, number: view.getUint32(4, true), firstSample: view.getUint32(8, true), samples, payload }
}

/** The bytes of a frame, as `readFrame` takes them. */
export function writeFrame({ kind, number, firstSample, payload }: Omit<Frame, 'samples'>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + payload.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, FRAME_VERSION)
  view.setUint8(1, kind === 'features' ? FEATURES_FLAG : 0)
  view.setUint32(4, number, true)
  view.setUint32(8, firstSample, true)
  bytes.set(payload, FRAME_HEADER_BYTES)
  return bytes
}
