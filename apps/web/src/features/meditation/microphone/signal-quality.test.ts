import { createFeatures, RECORD_BYTES } from '@better-and-bliss/breath/features'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { describe, expect, test } from 'vitest'
import { adviceFor, meterShare, signalQualityOf } from './signal-quality.ts'
import { type SoundFeatures, soundFeaturesOf } from './sound-features.ts'

const room: SoundFeatures = {
  levelDb: -60,
  peakDb: -50,
  floorDb: -60,
  excessDb: 2,
  periodicity: 0.2,
  hasClipped: false,
  isSilent: false,
}

function chunks(count: number, change: Partial<SoundFeatures> = {}): SoundFeatures[] {
  return Array.from({ length: count }, () => ({ ...room, ...change }))
}

describe('the quality of a signal is', () => {
  test('measuring, until there is enough to say', () => {
    expect(signalQualityOf(chunks(10))).toBe('measuring')
    expect(signalQualityOf([])).toBe('measuring')
  })

  test('breath, when noise rises over the room', () => {
    expect(signalQualityOf([...chunks(40), ...chunks(8, { excessDb: 14 })])).toBe('breath')
  })

  test('too quiet, when there is the room but no breath', () => {
    expect(signalQualityOf(chunks(60))).toBe('too_quiet')
  })

  test('clipping, at once', () => {
    expect(signalQualityOf(chunks(3, { hasClipped: true }))).toBe('clipping')
  })

  test('muted without sound, gated where quiet sound is silenced', () => {
    expect(signalQualityOf(chunks(60, { isSilent: true }))).toBe('muted')
    expect(signalQualityOf([...chunks(30), ...chunks(30, { isSilent: true })])).toBe('gated')
  })

  test('steady, when the room itself is loud', () => {
    expect(signalQualityOf(chunks(60, { floorDb: -30, levelDb: -30 }))).toBe('steady')
  })

  test('voice, when what is loud is periodic', () => {
    expect(signalQualityOf([...chunks(30), ...chunks(20, { excessDb: 20, periodicity: 0.8 })])).toBe('voice')
  })

  test('that of the latest chunks alone', () => {
    expect(signalQualityOf([...chunks(60, { excessDb: 20 }), ...chunks(100)])).toBe('too_quiet')
  })

  test('told in words, whatever it is', () => {
    for (const quality of [
      'measuring',
      'breath',
      'too_quiet',
      'clipping',
      'gated',
      'muted',
      'steady',
      'voice',
    ] as const)
      expect(adviceFor(quality).words).not.toBe('')
  })
})

/** The features of these samples, a tenth of a second at a time. */
function featuresOf(samples: Int16Array): SoundFeatures[] {
  const features = createFeatures()
  const result: SoundFeatures[] = []
  for (let at = 0; at + 1_600 <= samples.length; at += 1_600) {
    const out = new Uint8Array(11 * RECORD_BYTES)
    const count = features.push(samples.subarray(at, at + 1_600), out)
    result.push(soundFeaturesOf(out.subarray(0, count * RECORD_BYTES)))
  }
  return result
}

describe('real sound', () => {
  const { samples } = breathing({ seconds: 9, pattern: 'natural', seed: 4 })

  test('of somebody breathing is breath', () => {
    expect(signalQualityOf(featuresOf(samples))).toBe('breath')
  })

  test('of a muted microphone is none', () => {
    expect(signalQualityOf(featuresOf(new Int16Array(96_000)))).toBe('muted')
  })

  test('that is far too loud clips', () => {
    expect(
      signalQualityOf(featuresOf(samples.map((sample) => Math.max(-32_768, Math.min(32_767, sample * 200))))),
    ).toBe('clipping')
  })
})

test('the meter shows quiet as little, loud as much, and never more than all', () => {
  expect([meterShare(-120), meterShare(0)]).toEqual([0, 1])
  expect(meterShare(-50)).toBeGreaterThan(0.4)
})
