import { describe, expect, test } from 'vitest'
import type { Phase } from '../live/breath.ts'
import { nearnessOf } from './nearness.ts'

const BOX = { inhale_ms: 4_000, hold_in_ms: 4_000, exhale_ms: 4_000, hold_out_ms: 4_000 }
const EVEN = { inhale_ms: 5_000, hold_in_ms: 0, exhale_ms: 5_000, hold_out_ms: 0 }

/** Breathing in and out by turns from a moment on. */
function breathing(fromMs: number, eachMs: number, count: number): Phase[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    type: index % 2 ? ('exhaling' as const) : ('inhaling' as const),
    startMs: fromMs + index * eachMs,
    endMs: fromMs + (index + 1) * eachMs,
    confidence: 0.9,
  }))
}

describe('nearness', () => {
  test('is 1 for who breathes with the pace, whatever the clocks count from', () => {
    const phases = breathing(700, 5_000, 8)
    expect(nearnessOf(phases, EVEN, { audioMs: 700 + 35_000, paceMs: 35_000 })).toBe(1)
    expect(nearnessOf(breathing(0, 5_000, 8), EVEN, { audioMs: 35_000, paceMs: 1_035_000 })).toBe(1)
  })

  test('is 0 for who breathes the other way, and half for who is half a step late', () => {
    const at = { audioMs: 40_000, paceMs: 40_000 }
    expect(nearnessOf(breathing(-5_000, 5_000, 10), EVEN, at)).toBe(0)
    expect(nearnessOf(breathing(-7_500, 5_000, 10), EVEN, at)).toBeCloseTo(0.5, 1)
  })

  test('counts nothing while the pace holds', () => {
    const phases: Phase[] = [
      { id: 1, type: 'inhaling', startMs: 0, endMs: 4_000, confidence: 1 },
      { id: 2, type: 'inhaling', startMs: 4_000, endMs: 8_000, confidence: 1 },
      { id: 3, type: 'exhaling', startMs: 8_000, endMs: null, confidence: 1 },
    ]
    expect(nearnessOf(phases, BOX, { audioMs: 12_000, paceMs: 12_000 })).toBe(1)
  })

  test('is unknown where little was heard, and before the pace has begun', () => {
    expect(nearnessOf([], EVEN, { audioMs: 40_000, paceMs: 40_000 })).toBeNull()
    expect(nearnessOf(breathing(0, 5_000, 8), EVEN, { audioMs: 1_000, paceMs: 1_000 })).toBeNull()
    expect(nearnessOf(breathing(0, 5_000, 8), EVEN, { audioMs: 1_000, paceMs: -3_000 })).toBeNull()
  })
})
