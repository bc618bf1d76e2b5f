import { rebuildPeaks } from './declip.ts'
import { createRealFft } from './real-fft.ts'
import { SAMPLE_RATE_HZ, WINDOW_SAMPLES } from './record.ts'

export const BINS = WINDOW_SAMPLES / 2
export const BIN_HZ = SAMPLE_RATE_HZ / WINDOW_SAMPLES

const fft = createRealFft(WINDOW_SAMPLES)
const cosineFft = createRealFft(BINS)
const HANN = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / WINDOW_SAMPLES),
)
/** Parseval: with this factor the bins add up to the mean square of the samples, full scale being 1. */
const SCALE = 2 / (WINDOW_SAMPLES * HANN.reduce((sum, weight) => sum + weight * weight, 0) * 32_768 ** 2)

// Scratch of one synchronous call; nothing of a stream stays in it.
const samples = new Float64Array(WINDOW_SAMPLES)
const spectrum = new Float64Array(WINDOW_SAMPLES)
const folded = new Float64Array(BINS)
const foldedSpectrum = new Float64Array(BINS)

/**
 * The power of each bin, a Hann window laid over `ring` from `start` on (PCM16 units).
 * Peaks that were cut off are rebuilt first. The window keeps a constant offset within bins 0 and 1, so whoever reads from bin 2 on needs no high-pass.
 */
export function powerSpectrum(ring: Int16Array, start: number, isClipped: boolean, power: Float64Array): void {
  for (let n = 0; n < WINDOW_SAMPLES; n++) samples[n] = ring[(start + n) & (WINDOW_SAMPLES - 1)] ?? 0
  if (isClipped) rebuildPeaks(samples)
  for (let n = 0; n < WINDOW_SAMPLES; n++) samples[n] = (samples[n] ?? 0) * (HANN[n] ?? 0)
  fft.transform(samples, spectrum)
  for (let bin = 0; bin < BINS; bin++) {
    const re = spectrum[2 * bin] ?? 0
    const im = spectrum[2 * bin + 1] ?? 0
    power[bin] = (re * re + im * im) * SCALE
  }
}

const COSINES = Float64Array.from({ length: BINS / 2 }, (_, bin) => Math.cos((Math.PI * bin) / BINS))
const SINES = Float64Array.from({ length: BINS / 2 }, (_, bin) => Math.sin((Math.PI * bin) / BINS))

/**
 * Of a real even sequence whose first `values` are given, bin 0 being 0 and the rest up to half its length too: the first `lags` values of its
 * transform, which are real. A sequence of half the length has the even ones for its real, differences of the odd ones for its imaginary part
 * ("Numerical Recipes in C", section 12.3).
 * @param values no more than a quarter of the window
 */
export function cosineTransform(values: Float64Array, lags: Float64Array): void {
  folded.fill(0)
  let first = 0
  for (let bin = 1; bin < values.length; bin++) {
    const value = values[bin] ?? 0
    const turned = (SINES[bin] ?? 0) * value
    folded[bin] = 0.5 * value - turned
    folded[BINS - bin] = 0.5 * value + turned
    first += (COSINES[bin] ?? 0) * value
  }
  cosineFft.transform(folded, foldedSpectrum)
  let odd = 2 * first
  for (let lag = 0; lag < lags.length; lag += 2) {
    if (lag > 0) odd -= 2 * (foldedSpectrum[lag + 1] ?? 0)
    lags[lag] = 2 * (foldedSpectrum[lag] ?? 0)
    if (lag + 1 < lags.length) lags[lag + 1] = odd
  }
}
