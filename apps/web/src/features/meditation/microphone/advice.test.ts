import { createFeatures, RECORD_BYTES } from '@better-and-bliss/breath/features'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { describe, expect, test } from 'vitest'
import { adviceFor, judge, meterShare } from './advice.ts'
import { type Hearing, hearingOf } from './hearing.ts'

const room: Hearing = {
  levelDb: -60,
  peakDb: -50,
  floorDb: -60,
  excessDb: 2,
  periodicity: 0.2,
  hasClipped: false,
  isSilent: false,
}

function moments(count: number, change: Partial<Hearing> = {}): Hearing[] {
  return Array.from({ length: count }, () => ({ ...room, ...change }))
}

describe('a microphone is judged', () => {
  test('to be listening until there is enough to say', () => {
    expect(judge(moments(10))).toBe('listening')
    expect(judge([])).toBe('listening')
  })

  test('to hear a breath when noise rises over the room', () => {
    expect(judge([...moments(40), ...moments(8, { excessDb: 14 })])).toBe('breath')
  })

  test('to hear the room but no breath', () => {
    expect(judge(moments(60))).toBe('too_quiet')
  })

  test('to clip, at once', () => {
    expect(judge(moments(3, { hasClipped: true }))).toBe('clipping')
  })

  test('to be muted, or to silence what is quiet', () => {
    expect(judge(moments(60, { isSilent: true }))).toBe('muted')
    expect(judge([...moments(30), ...moments(30, { isSilent: true })])).toBe('gated')
  })

  test('to hear something loud and steady', () => {
    expect(judge(moments(60, { floorDb: -30, levelDb: -30 }))).toBe('steady')
  })

  test('to hear a voice rather than a breath', () => {
    expect(judge([...moments(30), ...moments(20, { excessDb: 20, periodicity: 0.8 })])).toBe('voice')
  })

  test('by what it heard lately', () => {
    expect(judge([...moments(60, { excessDb: 20 }), ...moments(100)])).toBe('too_quiet')
  })

  test('in words for every case', () => {
    for (const judgement of [
      'listening',
      'breath',
      'too_quiet',
      'clipping',
      'gated',
      'muted',
      'steady',
      'voice',
    ] as const)
      expect(adviceFor(judgement).words).not.toBe('')
  })
})

/** What a page would hear of these samples, a tenth of a second at a time. */
function heard(samples: Int16Array): Hearing[] {
  const features = createFeatures()
  const result: Hearing[] = []
  for (let at = 0; at + 1_600 <= samples.length; at += 1_600) {
    const out = new Uint8Array(11 * RECORD_BYTES)
    const count = features.push(samples.subarray(at, at + 1_600), out)
    result.push(hearingOf(out.subarray(0, count * RECORD_BYTES)))
  }
  return result
}

describe('real sound', () => {
  const { samples } = breathing({ seconds: 9, pattern: 'natural', seed: 4 })

  test('of somebody breathing is heard as breath', () => {
    expect(judge(heard(samples))).toBe('breath')
  })

  test('of a muted microphone is heard as none', () => {
    expect(judge(heard(new Int16Array(96_000)))).toBe('muted')
  })

  test('that is far too loud clips', () => {
    expect(judge(heard(samples.map((sample) => Math.max(-32_768, Math.min(32_767, sample * 200)))))).toBe('clipping')
  })
})

test('the meter shows quiet as little, loud as much, and never more than all', () => {
  expect([meterShare(-120), meterShare(0)]).toEqual([0, 1])
  expect(meterShare(-50)).toBeGreaterThan(0.4)
})
