import { WINDOW_SAMPLES } from './record.ts'
import { BIN_HZ, cosineTransform } from './spectrum.ts'

/** Voices: 90 Hz is the lowest of which the window holds three periods, 400 Hz the highest that people speak at. */
const SHORTEST_LAG = 40
const LONGEST_LAG = 178
/** The first harmonics; below lies the breath's own puff, which is narrow enough to look periodic. */
const LOW_BIN = Math.round(150 / BIN_HZ)
const HIGH_BIN = Math.round(3000 / BIN_HZ)
/** 250 Hz to each side: wider than the distance of harmonics, narrower than a resonance of the throat. */
const WHITENING_BINS = 8
const TONE_LOW_BIN = Math.round(300 / BIN_HZ)
const TONE_HIGH_BIN = Math.round(6500 / BIN_HZ)

const lags = new Float64Array(LONGEST_LAG + 1)
const amplitudes = new Float64Array(HIGH_BIN + WHITENING_BINS + 2)
const whitened = new Float64Array(HIGH_BIN + 1)

/** The Hann window's own autocorrelation, in closed form, nowhere so small that noise would win by it. */
const WINDOW_CORRELATION = Float64Array.from(lags, (_, lag) => {
  const share = lag / WINDOW_SAMPLES
  const angle = 2 * Math.PI * share
  return Math.max(0.3, (1 - share) * (2 / 3 + Math.cos(angle) / 3) + Math.sin(angle) / (2 * Math.PI))
})

/**
 * 0..1: the highest peak of the autocorrelation of the whitened amplitude spectrum (the generalised autocorrelation of
 * Tolonen & Karjalainen 2000, freed of the window's own as in Boersma 1993). Whitened, because a resonance of the throat
 * or of a contact microphone is else as periodic as a voice. Noise stays below 0.25 in nine hops of ten, voices lie above.
 */
export function periodicity(power: Float64Array): number {
  whiten(power)
  cosineTransform(whitened, lags)
  const whole = lags[0] ?? 0
  if (!(whole > 0)) return 0
  let best = 0
  for (let lag = SHORTEST_LAG; lag < LONGEST_LAG; lag++) {
    const value = lags[lag] ?? 0
    if (value <= (lags[lag - 1] ?? 0) || value < (lags[lag + 1] ?? 0)) continue
    best = Math.max(best, value / (whole * (WINDOW_CORRELATION[lag] ?? 1)))
  }
  return Math.min(1, best)
}

/** Divides each bin's amplitude by the mean of those around it. */
function whiten(power: Float64Array): void {
  for (let bin = 0; bin < amplitudes.length; bin++) amplitudes[bin] = Math.sqrt(power[bin] ?? 0)
  let sum = 0
  for (let bin = 0; bin < LOW_BIN + WHITENING_BINS; bin++) sum += amplitudes[bin] ?? 0
  for (let bin = LOW_BIN; bin <= HIGH_BIN; bin++) {
    sum += amplitudes[bin + WHITENING_BINS] ?? 0
    if (bin > WHITENING_BINS) sum -= amplitudes[bin - WHITENING_BINS - 1] ?? 0
    whitened[bin] = (amplitudes[bin] ?? 0) / (sum + 1e-9)
  }
}

/** dB: the strongest partial over its surroundings. About 8 in noise, 20 and more in a whistle, a string, a bird. */
export function tonalityDb(power: Float64Array): number {
  let strongest = TONE_LOW_BIN
  for (let bin = TONE_LOW_BIN; bin < TONE_HIGH_BIN; bin++) {
    // Weighted by frequency: sounds of the air fall with it, and the lowest bins would win in all of them.
    if ((power[bin] ?? 0) * bin > (power[strongest] ?? 0) * strongest) strongest = bin
  }
  let around = 0
  for (let distance = 3; distance <= 8; distance++) {
    around += (power[strongest - distance] ?? 0) + (power[strongest + distance] ?? 0)
  }
  return 10 * Math.log10(((power[strongest] ?? 0) + 1e-15) / (around / 12 + 1e-15))
}
