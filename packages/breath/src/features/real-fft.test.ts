import { expect, test } from 'vitest'
import { createRandom } from '../../synthesis/index.ts'
import { createRealFft } from './real-fft.ts'
import { cosineTransform } from './spectrum.ts'

const random = createRandom(5)

test.each([8, 256, 512])('the transform of %i real values is the sum that defines it', (size) => {
  const values = Float64Array.from({ length: size }, () => random.uniform() - 0.5)
  const spectrum = new Float64Array(size)
  createRealFft(size).transform(values, spectrum)
  const sums = Array.from({ length: size / 2 }, (_, bin) =>
    values.reduce(
      ({ re, im }, value, n) => ({
        re: re + value * Math.cos((2 * Math.PI * bin * n) / size),
        im: im - value * Math.sin((2 * Math.PI * bin * n) / size),
      }),
      { re: 0, im: 0 },
    ),
  )
  for (const [bin, { re, im }] of sums.entries()) {
    expect(spectrum[2 * bin]).toBeCloseTo(re, 10)
    expect(spectrum[2 * bin + 1]).toBeCloseTo(im, 10)
  }
})

test('the cosine transform is the sum that defines it', () => {
  const values = Float64Array.from({ length: 97 }, (_, bin) => (bin < 5 ? 0 : random.uniform()))
  const lags = new Float64Array(179)
  cosineTransform(values, lags)
  for (const [lag, value] of lags.entries()) {
    const sum = values.reduce((before, of, bin) => before + 2 * of * Math.cos((2 * Math.PI * bin * lag) / 512), 0)
    expect(value).toBeCloseTo(sum, 9)
  }
})
