import { readFrame, writeFrame } from '@better-and-bliss/breath/protocol'
import { describe, expect, test } from 'vitest'
import { createIntake } from './intake.ts'

/** A frame of `samples` samples, each of which bears its own index. */
function pcm(firstSample: number, samples: number) {
  const payload = Int16Array.from({ length: samples }, (_, index) => firstSample + index)
  return readFrame(writeFrame({ kind: 'pcm', number: 1, firstSample, payload: new Uint8Array(payload.buffer) }))
}

function features(firstSample: number, hops: number) {
  const payload = Uint8Array.from({ length: hops * 16 }, (_, index) => firstSample / 160 + Math.floor(index / 16))
  return readFrame(writeFrame({ kind: 'features', number: 1, firstSample, payload }))
}

/** What of each frame is taken: samples before it that are missing, and its own. */
function take(intake: ReturnType<typeof createIntake>, frames: ReturnType<typeof pcm>[]) {
  return frames.map((frame) => {
    const chunk = intake.look(frame)
    if (!chunk) return null
    intake.accept(chunk)
    const taken = frame.kind === 'pcm' ? new Int16Array(chunk.payload.slice().buffer) : chunk.payload
    return { gap: chunk.gapSamples, first: taken[0], last: taken.at(-1) }
  })
}

describe("a stream's clock", () => {
  test('frames that follow each other are taken whole', () => {
    expect(take(createIntake('pcm', 0), [pcm(0, 1600), pcm(1600, 320)])).toEqual([
      { gap: 0, first: 0, last: 1599 },
      { gap: 0, first: 1600, last: 1919 },
    ])
  })

  test('what was taken is not taken again: duplicates are dropped, overlaps are cut', () => {
    const frames = [pcm(0, 1600), pcm(0, 1600), pcm(800, 800), pcm(1000, 1000), pcm(1999, 320)]
    expect(take(createIntake('pcm', 0), frames)).toEqual([
      { gap: 0, first: 0, last: 1599 },
      null,
      null,
      { gap: 0, first: 1600, last: 1999 },
      { gap: 0, first: 2000, last: 2318 },
    ])
  })

  test('a jump is a gap of as many samples', () => {
    expect(take(createIntake('pcm', 0), [pcm(0, 1600), pcm(3000, 320)])[1]).toEqual({
      gap: 1400,
      first: 3000,
      last: 3319,
    })
  })

  test('begins where an earlier socket ended', () => {
    expect(take(createIntake('pcm', 1000), [pcm(0, 1000), pcm(400, 1600)])).toEqual([
      null,
      { gap: 0, first: 1000, last: 1999 },
    ])
  })

  test('a frame that was not accepted is a gap for the next', () => {
    const intake = createIntake('pcm', 0)
    intake.look(pcm(0, 1600))
    expect(take(intake, [pcm(1600, 320)])).toEqual([{ gap: 1600, first: 1600, last: 1919 }])
  })

  test('features are cut at whole hops', () => {
    expect(take(createIntake('features', 0), [features(0, 10), features(800, 10)])).toEqual([
      { gap: 0, first: 0, last: 9 },
      { gap: 0, first: 10, last: 14 },
    ])
  })

  test('a frame of the other kind, and features between hops, do not fit', () => {
    expect(() => createIntake('features', 0).look(pcm(0, 1600))).toThrow(RangeError)
    expect(() => createIntake('pcm', 0).look(features(0, 10))).toThrow(RangeError)
    expect(() => createIntake('features', 0).look({ ...features(0, 10), firstSample: 80 })).toThrow(RangeError)
  })

  test('the last sample that a header can name is taken like any other', () => {
    const last = 2 ** 32 - 1600
    const [chunk] = take(createIntake('pcm', last - 160), [pcm(last, 1600)])
    expect(chunk).toMatchObject({ gap: 160 })
  })
})
