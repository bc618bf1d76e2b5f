import { expect, test } from 'vitest'
import { addBurst, room, toPcm } from '../../src/testing/sounds.ts'
import { recordsOf } from '../listen.ts'
import type { Recording } from '../recordings.ts'
import { examplesOf, examplesOfAll } from './examples.ts'
import { variationsOf } from './variations.ts'

function recording(file: string, phases: Recording['truth']['phases']): Recording {
  const sound = room(12, 3)
  for (const at of [2, 6]) addBurst(sound, { at, seconds: 2, hz: 900, levelDb: -30, seed: at })
  const samples = toPcm(sound)
  return { file, samples, records: recordsOf(samples), offsetMs: 100, truth: { file, isNamed: true, phases } }
}

test('breath that is played faster is labelled sooner, and its lead-in is shorter', () => {
  const variations = variationsOf(recording('airborne_a.wav', [{ start: 2000, end: 4000, phase: 'inhale' }]))
  const [slow, fast] = variations
  expect(variations.every(({ file }) => file === 'airborne_a.wav')).toBe(true)
  expect(slow?.truth.phases).toEqual([{ start: 2500, end: 5000, phase: 'inhale' }])
  expect(fast?.truth.phases).toEqual([{ start: 1600, end: 3200, phase: 'inhale' }])
  expect([slow?.offsetMs, fast?.offsetMs]).toEqual([125, 80])
})

test('only what is no breath is heard from its middle on', () => {
  const breath = variationsOf(recording('airborne_a.wav', [{ start: 2000, end: 4000, phase: 'inhale' }]))
  const noise = variationsOf(recording('neg_wind.wav', []))
  expect(noise.length - breath.length).toBe(2)
})

test('a recording weighs as much with its variations as alone', () => {
  const noise = recording('neg_wind.wav', [])
  const weight = (examples: readonly { weight: number }[]) => examples.reduce((sum, example) => sum + example.weight, 0)
  const all = examplesOfAll(noise)
  expect(all.length).toBeGreaterThan(examplesOf(noise).length)
  expect(weight(all) / weight(examplesOf(noise))).toBeGreaterThan(0.5)
  expect(weight(all) / weight(examplesOf(noise))).toBeLessThan(1.5)
})
