import { expect, test } from 'vitest'
import { type Breath, NO_BREATH, type Phase } from './live/breath.ts'
import { createTrace, isAudible } from './live/trace.ts'
import { detectionWords } from './words.ts'

const NO_BREATH_DETECTED: Breath = {
  ...NO_BREATH,
  quality: { level_db: -60, snr_db: 0, clipping: false, gated: false, reason: 'no_breath_heard' },
}
const INHALE: Phase = { id: 1, type: 'inhaling', startMs: 0, endMs: null, confidence: 0.9 }
const CANNOT_HEAR = /cannot hear/

test('that no breath is detected is said when the detector says so', () => {
  expect(detectionWords(NO_BREATH_DETECTED, false)).toMatch(CANNOT_HEAR)
})

test('it is not said before the first phase, nor of a rest between breaths', () => {
  expect(detectionWords(NO_BREATH, false)).not.toMatch(CANNOT_HEAR)
  expect(detectionWords({ ...NO_BREATH, now: { ...INHALE, type: 'idle' } }, false)).not.toMatch(CANNOT_HEAR)
})

test('it is not said while a phase lasts, although the quality has not been told anew', () => {
  expect(detectionWords({ ...NO_BREATH_DETECTED, now: INHALE }, false)).not.toMatch(CANNOT_HEAR)
})

test('it is not said beside a trace that shows a sound', () => {
  expect(detectionWords(NO_BREATH_DETECTED, true)).not.toMatch(CANNOT_HEAR)
})

test('that the microphone is overdriven is said with what to do about it, also while a breath is heard', () => {
  const quality = { level_db: -6, snr_db: 30, clipping: true, gated: false, reason: 'clipping' as const }
  expect(detectionWords({ ...NO_BREATH, now: INHALE, quality }, true)).toMatch(/move the microphone away/)
})

test('a trace shows a sound for some seconds after it', () => {
  const trace = createTrace()
  for (let ms = 0; ms < 1_000; ms += 100) trace.push(ms, 12)
  expect(isAudible(trace, 1_000)).toBe(true)
  for (let ms = 1_000; ms < 10_000; ms += 100) trace.push(ms, 1)
  expect(isAudible(trace, 10_000)).toBe(false)
})
