import { createFeatures, HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath'
import type { PhaseEvent } from '@better-and-bliss/breath/protocol'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { describe, expect, test } from 'vitest'
import { createResumableDetector } from './resumable-detector.ts'

const options = { target: null, calibrate: false, profile: null }
const { samples } = breathing({ seconds: 20, seed: 5 })

/** Hears all of it at once. */
function undisturbed(): PhaseEvent[] {
  const events: PhaseEvent[] = []
  const resumable = createResumableDetector(options, (event) => events.push(event))
  resumable.pcm(samples)
  resumable.detector.finish()
  return events
}

describe('a snapshot', () => {
  test.each([100, 160, 1_000, 4_321, 100_000, 123_456, 250_001])(
    'after %i samples goes on bit for bit from where it says',
    (cut) => {
      const events: PhaseEvent[] = []
      const resumable = createResumableDetector(options, (event) => events.push(event))
      resumable.pcm(samples.subarray(0, cut))
      expect(resumable.position).toBe(cut)
      const { snapshot, resumeSample } = resumable.snapshot()
      expect(cut - resumeSample).toBeLessThanOrEqual(4 * HOP_SAMPLES)
      const next = createResumableDetector(options, (event) => events.push(event), snapshot)
      expect(next.position).toBe(resumeSample)
      for (let at = resumeSample; at < samples.length; at += 777) next.pcm(samples.subarray(at, at + 777))
      expect(next.position).toBe(samples.length)
      next.detector.finish()
      expect(events).toEqual(undisturbed())
    },
  )

  test('of a snapshot of a snapshot, while the window is being filled again', () => {
    const events: PhaseEvent[] = []
    let resumable = createResumableDetector(options, (event) => events.push(event))
    resumable.pcm(samples.subarray(0, 100_000))
    for (const more of [50, 200, 333, 500]) {
      const { snapshot, resumeSample } = resumable.snapshot()
      resumable = createResumableDetector(options, (event) => events.push(event), snapshot)
      resumable.pcm(samples.subarray(resumeSample, resumeSample + more))
    }
    resumable.pcm(samples.subarray(resumable.position))
    resumable.detector.finish()
    expect(events).toEqual(undisturbed())
  })

  test('holds no sound: no four samples in a row, in whatever form', () => {
    const noise = Int16Array.from({ length: 20_000 }, (_, index) => Math.imul(index + 1, 2_654_435_761) >> 16)
    const resumable = createResumableDetector(options, () => {})
    for (const cut of [16_000, 17_333, 18_000]) {
      resumable.pcm(noise.subarray(resumable.position, cut))
      const stored = Buffer.from(resumable.snapshot().snapshot)
      const window = noise.subarray(cut - 600, cut)
      for (const form of formsOf(window)) {
        const sample = form.byteLength / window.length
        for (let at = 0; at + 4 * sample <= form.byteLength; at += sample) {
          expect(stored.includes(form.subarray(at, at + 4 * sample))).toBe(false)
        }
      }
    }
  })

  test('of features goes on at once', () => {
    const records = new Uint8Array((samples.length / HOP_SAMPLES) * RECORD_BYTES)
    createFeatures().push(samples, records)
    const events: PhaseEvent[] = []
    const resumable = createResumableDetector(options, (event) => events.push(event))
    resumable.records(records.subarray(0, 1_000 * RECORD_BYTES))
    const { snapshot, resumeSample } = resumable.snapshot()
    expect(resumeSample).toBe(160_000)
    const next = createResumableDetector(options, (event) => events.push(event), snapshot)
    next.records(records.subarray(1_000 * RECORD_BYTES))
    next.detector.finish()
    expect(events).toEqual(undisturbed())
  })
})

describe('a gap', () => {
  test.each([1, 100, 400, 480, 500, 16_000])('of %i samples right after going on leaves the clock right', (gap) => {
    const resumable = createResumableDetector(options, () => {})
    resumable.pcm(samples.subarray(0, 100_000))
    const { snapshot, resumeSample } = resumable.snapshot()
    const next = createResumableDetector(options, () => {}, snapshot)
    next.gap(gap)
    expect(next.position).toBe(resumeSample + gap)
    next.pcm(samples.subarray(resumeSample + gap, 200_000))
    expect(next.position).toBe(200_000)
  })
})

test('what is no snapshot is refused', () => {
  for (const bytes of [new Uint8Array(0), new Uint8Array(3), new Uint8Array(100), new Uint8Array([1, 0, 255, 255])]) {
    expect(() => createResumableDetector(options, () => {}, bytes)).toThrow(RangeError)
  }
})

/** Samples as somebody might store them. */
function formsOf(samples: Int16Array): Buffer[] {
  const scaled = [1, 1 / 32_768, 1 / 32_767].map((scale) => Array.from(samples, (sample) => sample * scale))
  return [
    Buffer.from(samples.slice().buffer),
    ...scaled.flatMap((form) => [
      Buffer.from(Float32Array.from(form).buffer),
      Buffer.from(Float64Array.from(form).buffer),
    ]),
  ]
}
