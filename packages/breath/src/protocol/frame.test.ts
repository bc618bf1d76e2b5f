import { describe, expect, test } from 'vitest'
import { createRandom } from '../../synthesis/index.ts'
import { RECORD_BYTES } from '../features/record.ts'
import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES, readFrame, writeFrame } from './frame.ts'

describe('a frame', () => {
  test('is read as it was written', () => {
    for (const kind of ['pcm', 'features'] as const) {
      const unit = kind === 'pcm' ? 320 : RECORD_BYTES
      const payload = Uint8Array.from({ length: unit * 10 }, (_, index) => index % 251)
      const frame = { kind, number: 0xffff_fffe, firstSample: 0x8000_0001, payload }
      expect(readFrame(writeFrame(frame))).toEqual({ ...frame, samples: 1600 })
    }
  })

  test('of less than 20 ms or more than 500 ms, or cut within a unit, is refused', () => {
    const ofBytes = (length: number) =>
      writeFrame({ kind: 'pcm', number: 0, firstSample: 0, payload: new Uint8Array(length) })
    expect(readFrame(ofBytes(640)).samples).toBe(320)
    expect(readFrame(ofBytes(16_000)).samples).toBe(8000)
    for (const length of [0, 638, 641, 16_002]) expect(() => readFrame(ofBytes(length))).toThrow(RangeError)
  })

  test('of another version or with unknown flags is refused', () => {
    const frame = writeFrame({ kind: 'pcm', number: 0, firstSample: 0, payload: new Uint8Array(3200) })
    for (const at of [0, 1, 2, 3]) {
      const other = frame.slice()
      other[at] = 0x80
      expect(() => readFrame(other)).toThrow(RangeError)
    }
  })

  test('of random bytes is read or refused, a hundred thousand times', () => {
    const random = createRandom(1)
    const bytes = new Uint8Array(MAX_FRAME_BYTES + 2)
    let read = 0
    for (let turn = 0; turn < 100_000; turn++) {
      const length = Math.floor(random.uniform() * (turn % 2 ? 40 : bytes.length))
      for (let at = 0; at < FRAME_HEADER_BYTES; at++) {
        bytes[at] = at < 4 && turn % 3 ? (at === 0 ? 1 : 0) : Math.floor(random.uniform() * 256)
      }
      try {
        const { samples } = readFrame(bytes.subarray(0, length))
        read++
        if (samples < 320 || samples > 8000) throw new Error(`${samples} samples`)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
      }
    }
    expect(read).toBeGreaterThan(1000)
  })
})
