import { expect, test } from 'vitest'
import { fewerPeaks, peaksIn, raised } from './peaks.ts'

/** A waveform as the transcoder draws it: bars of six pixels in strips of ten. */
function picture(shares: (bar: number) => number) {
  const [width, height] = [1600, 40]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let x = 0; x < width; x += 1) {
    const filled = x % 10 < 6 ? Math.round(shares(Math.floor(x / 10)) * height) : 0
    for (let y = 0; y < filled; y += 1) data[(y * width + x) * 4 + 3] = 255
  }
  return { width, height, data }
}

test('each bar of a waveform is as high as it was drawn', () => {
  const peaks = peaksIn(picture((bar) => (bar % 4) / 4))
  expect(peaks).toHaveLength(160)
  expect(peaks.slice(0, 8)).toEqual([0, 0.25, 0.5, 0.75, 0, 0.25, 0.5, 0.75])
})

test('where there is less room a bar stands for several, as high as the highest', () => {
  expect(fewerPeaks([0.1, 0.9, 0.2, 0.3], 2)).toEqual([0.9, 0.3])
  expect(fewerPeaks([0.1, 0.9], 5)).toEqual([0.1, 0.9])
  expect(Math.max(...fewerPeaks([...Array(159).fill(0.1), 1], 7))).toBe(1)
})

test('the loudest part of a quiet sound is as high as that of a loud one, and silence stays low', () => {
  expect(raised([0.1, 0.2])).toEqual([0.5, 1])
  expect(raised([0, 0])).toEqual([0, 0])
})
