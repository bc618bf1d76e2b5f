import { describe, expect, test } from 'vitest'
import { breathing } from '../../synthesis/index.ts'
import { recordsOf } from '../testing/listening.ts'
import { createFeatures, RECORD_BYTES } from './index.ts'
import { BANDS, decodeExcess, decodeLevel, FIELD, FLAG } from './record.ts'

const { samples } = breathing({ seconds: 12, seed: 5 })
const expected = recordsOf(samples)

describe('the records of a sound', () => {
  test('are the same whatever the lengths it comes in', () => {
    for (const lengths of [[1], [320], [8000], [7, 1601, 159, 161, 320]]) {
      expect(recordsOf(samples, lengths), String(lengths)).toEqual(expected)
    }
  })

  test('are one for every 160 samples, ready with the last of them', () => {
    const features = createFeatures()
    const out = new Uint8Array(RECORD_BYTES * 2)
    expect(features.push(samples.subarray(0, 159), out)).toBe(0)
    expect(features.push(samples.subarray(159, 160), out)).toBe(1)
  })

  test('are the same for floats as for PCM of the same sound', () => {
    const floats = Float32Array.from(samples, (sample) => sample / 32_767)
    expect(recordsOf(floats)).toEqual(expected)
  })

  test('go on from a snapshot as if nothing had happened', () => {
    for (const cut of [1, 777, 16_000, 100_003]) {
      const out = new Uint8Array(expected.length + RECORD_BYTES)
      const before = createFeatures()
      const written = before.push(samples.subarray(0, cut), out)
      const after = createFeatures(before.snapshot())
      after.push(samples.subarray(cut), out.subarray(written * RECORD_BYTES))
      expect(out.subarray(0, expected.length)).toEqual(expected)
    }
  })

  test('do not change with a constant offset', () => {
    const shifted = recordsOf(samples.map((sample) => sample + 1500))
    let most = 0
    expected.forEach((value, index) => {
      const field = index % RECORD_BYTES
      if (field < BANDS && index > 100 * RECORD_BYTES) most = Math.max(most, Math.abs(value - (shifted[index] ?? 0)))
    })
    expect(most).toBeLessThanOrEqual(2)
  })
})

describe('a snapshot', () => {
  test('that was altered, cut short or is something else is refused at the door', () => {
    const features = createFeatures()
    features.push(samples.subarray(0, 1600), new Uint8Array(11 * RECORD_BYTES))
    const whole = features.snapshot()
    const altered = whole.slice()
    altered[100] = (altered[100] ?? 0) ^ 1
    for (const broken of [altered, whole.subarray(0, -1), new Uint8Array(0), new Uint8Array(whole.length)]) {
      expect(() => createFeatures(broken)).toThrow('Not a snapshot of this detector, or a damaged one')
    }
  })
})

describe('what is no sound', () => {
  test('such as NaN, infinities and excesses ends as silence or full scale', () => {
    const strange = new Float32Array(3200)
    for (let index = 0; index < strange.length; index++) {
      strange[index] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e9][index % 4] ?? 0
    }
    const records = recordsOf(strange)
    expect(records.length).toBe(20 * RECORD_BYTES)
    expect((records[19 * RECORD_BYTES + FIELD.flags] ?? 0) & FLAG.clipped).toBe(FLAG.clipped)
  })

  test('digital silence is flagged, and lies at the floor instead of below all floors', () => {
    const records = recordsOf(new Int16Array(48_000))
    const last = records.subarray(-RECORD_BYTES)
    expect((last[FIELD.flags] ?? 0) & FLAG.silent).toBe(FLAG.silent)
    expect(decodeLevel(last[FIELD.floor] ?? 0)).toBeCloseTo(-81, 0)
    expect(decodeExcess(last[4] ?? 0)).toBe(-16)
  })

  test('a gap begins the window anew and keeps the floors', () => {
    const features = createFeatures()
    const out = new Uint8Array(expected.length + RECORD_BYTES)
    features.push(samples.subarray(0, 32_050), out)
    features.gap()
    expect(features.push(samples.subarray(40_000, 40_480), out)).toBe(3)
    expect((out[FIELD.flags] ?? 0) & FLAG.partial).toBe(FLAG.partial)
    expect(features.push(samples.subarray(40_480, 40_640), out)).toBe(1)
    expect((out[FIELD.flags] ?? 0) & FLAG.partial).toBe(0)
    expect(decodeLevel(out[FIELD.floor] ?? 0)).toBeLessThan(-45)
  })
})
