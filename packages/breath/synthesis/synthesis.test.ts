import { describe, expect, test } from 'vitest'
import { breathing, PATTERNS, wav } from './index.ts'

describe('breathing that never happened', () => {
  test('is the same for the same seed, and another for another', () => {
    const once = breathing({ seconds: 8, seed: 1 })
    expect(breathing({ seconds: 8, seed: 1 })).toEqual(once)
    expect(breathing({ seconds: 8, seed: 2 }).samples).not.toEqual(once.samples)
  })

  test('takes turns, in order, within its length', () => {
    for (const pattern of Object.keys(PATTERNS) as (keyof typeof PATTERNS)[]) {
      const { phases, samples } = breathing({ seconds: 24, seed: 3, pattern })
      const sounds = phases.filter(({ phase }) => phase !== 'hold')
      expect(sounds.length % 2).toBe(0)
      sounds.forEach(({ phase, start_ms, end_ms }, index) => {
        expect(phase).toBe(index % 2 ? 'exhale' : 'inhale')
        expect(end_ms).toBeGreaterThan(start_ms)
        expect(start_ms).toBeGreaterThan(sounds[index - 1]?.end_ms ?? 0)
      })
      expect(sounds.at(-1)?.end_ms ?? 0).toBeLessThanOrEqual(samples.length / 16)
    }
  })
})

test('a WAV file says what it holds', () => {
  const bytes = wav(new Int16Array([1, -2]), 16_000)
  const view = new DataView(bytes.buffer)
  expect(String.fromCharCode(...bytes.subarray(0, 4), ...bytes.subarray(8, 12))).toBe('RIFFWAVE')
  expect([view.getUint32(24, true), view.getUint16(34, true), view.getUint32(40, true)]).toEqual([16_000, 16, 4])
  expect([view.getInt16(44, true), view.getInt16(46, true)]).toEqual([1, -2])
})
