import FFT from 'fft.js'
import { rebuildPeaks } from './declip.ts'
import { SAMPLE_RATE_HZ, WINDOW_SAMPLES } from './record.ts'

export const BINS = WINDOW_SAMPLES / 2
export const BIN_HZ = SAMPLE_RATE_HZ / WINDOW_SAMPLES

const fft = new FFT(WINDOW_SAMPLES)
const HANN = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / WINDOW_SAMPLES),
)
/** Parseval: with this factor the bins add up to the mean square of the samples, full scale being 1. */
const SCALE = 2 / (WINDOW_SAMPLES * HANN.reduce((sum, weight) => sum + weight * weight, 0) * 32_768 ** 2)

// Scratch of one synchronous call; nothing of a stream stays in it.
const samples = new Float64Array(WINDOW_SAMPLES)
const spectrum = new Float64Array(2 * WINDOW_SAMPLES)

/**
 * The power of each bin, a Hann window laid over `ring` from `start` on (PCM16 units).
 * Peaks that were cut off are rebuilt first. The window keeps a constant offset within bins 0 and 1, so whoever reads from bin 2 on needs no high-pass.
 */
export function powerSpectrum(ring: Int16Array, start: number, isClipped: boolean, power: Float64Array): void {
  for (let n = 0; n < WINDOW_SAMPLES; n++) samples[n] = ring[(start + n) & (WINDOW_SAMPLES - 1)] ?? 0
  if (isClipped) rebuildPeaks(samples)
  for (let n = 0; n < WINDOW_SAMPLES; n++) samples[n] = (samples[n] ?? 0) * (HANN[n] ?? 0)
  fft.realTransform(spectrum, samples)
  for (let bin = 0; bin < BINS; bin++) {
    const re = spectrum[2 * bin] ?? 0
    const im = spectrum[2 * bin + 1] ?? 0
    power[bin] = (re * re + im * im) * SCALE
  }
}

/** The transform of a real even sequence is real: its first `lags` values, for autocorrelations. */
export function autocorrelation(power: Float64Array, lowBin: number, highBin: number, lags: Float64Array): void {
  samples.fill(0)
  for (let bin = lowBin; bin <= highBin; bin++) {
    const value = power[bin] ?? 0
    samples[bin] = value
    samples[WINDOW_SAMPLES - bin] = value
  }
  fft.realTransform(spectrum, samples)
  for (let lag = 0; lag < lags.length; lag++) lags[lag] = spectrum[2 * lag] ?? 0
}
