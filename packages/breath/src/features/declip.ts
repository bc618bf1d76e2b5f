import { WINDOW_SAMPLES } from './record.ts'

/** Samples at this distance from zero and beyond are at the converter's limits. */
export const CLIPPED_AT = 32_700
/** What was cut off is taken to have been no more than four times as loud (12 dB). */
const HIGHEST = 4 * 32_768
/** Each sample is predicted from so many before it: the resonances of throat and microphone are few. */
const ORDER = 10
const WIDTH = ORDER + 1
/** Fewer samples that were cut off nowhere near say too little of the predictor; then what was rebuilt helps to find it, in turns. */
const LEAST_ROWS = 24
const TURNS = 3
/** Of the diagonals: what keeps ill-determined systems solvable. More of it pulls towards the spline, which hisses. */
const RIDGE = 1e-9

// Scratch of one synchronous call.
const isKnown = new Uint8Array(WINDOW_SAMPLES)
const unknown = new Int32Array(WINDOW_SAMPLES)
const errors = new Float64Array(WINDOW_SAMPLES)
const covariance = new Float64Array(WIDTH * WIDTH)
const predictor = new Float64Array(WIDTH)
const kernel = new Float64Array(WIDTH)
const changes = new Float64Array(WINDOW_SAMPLES)
const band = new Float64Array(WINDOW_SAMPLES * WIDTH)

/**
 * Rebuilds, in place, the peaks that the converter cut off, which would sound as a burst of hiss through all bands: by a spline first, then so
 * that each sample follows from those before it as it does where nothing was cut off (Janssen, Veldhuis & Vries, "Adaptive interpolation of
 * discrete-time signals that can be modeled as autoregressive processes", 1986).
 */
export function rebuildPeaks(samples: Float64Array): void {
  const count = findUnknown(samples)
  if (count === 0) return
  rebuildBySpline(samples)
  if (fitPredictor(samples)) {
    interpolate(samples, count)
    return
  }
  isKnown.fill(1)
  for (let turn = 0; turn < TURNS && fitPredictor(samples); turn++) interpolate(samples, count)
}

export const isClipped = (sample: number) => Math.abs(sample) >= CLIPPED_AT

/** @returns how many samples were cut off; `unknown` lists them */
function findUnknown(samples: Float64Array): number {
  let count = 0
  for (let at = 0; at < WINDOW_SAMPLES; at++) {
    const isCut = isClipped(samples[at] ?? 0)
    isKnown[at] = isCut ? 0 : 1
    if (isCut) unknown[count++] = at
  }
  return count === WINDOW_SAMPLES ? 0 : count
}

/** A cubic Hermite spline through the samples to both sides of each run at the limit; runs at the very edges stay as they are. */
function rebuildBySpline(samples: Float64Array): void {
  for (let from = 2; from < samples.length - 2; from++) {
    if (isKnown[from] === 1) continue
    let end = from
    while (end < samples.length && isKnown[end] === 0) end++
    if (end < samples.length - 1 && isKnown[from - 1] === 1) rebuild(samples, from, end)
    from = end
  }
}

function rebuild(samples: Float64Array, from: number, end: number): void {
  const left = samples[from - 1] ?? 0
  const right = samples[end] ?? 0
  const length = end - from + 1
  const rise = length * (left - (samples[from - 2] ?? 0))
  const fall = length * ((samples[end + 1] ?? 0) - right)
  for (let at = from; at < end; at++) {
    const t = (at - from + 1) / length
    const u = 1 - t
    const value = u * u * ((1 + 2 * t) * left + t * rise) + t * t * ((1 + 2 * u) * right - u * fall)
    samples[at] = beyondLimit(value, samples[at] ?? 0)
  }
}

function beyondLimit(value: number, before: number): number {
  const sign = Math.sign(before)
  return sign * Math.min(HIGHEST, Math.max(CLIPPED_AT, sign * value))
}

/** Least squares over the known samples that follow `ORDER` known ones (the covariance method). @returns whether they suffice */
function fitPredictor(samples: Float64Array): boolean {
  covariance.fill(0)
  let rows = 0
  let known = 0
  for (let at = 0; at < WINDOW_SAMPLES; at++) {
    known = isKnown[at] === 1 ? known + 1 : 0
    if (known <= ORDER) continue
    rows++
    for (let i = 0; i <= ORDER; i++) {
      const value = samples[at - i] ?? 0
      for (let j = 0; j <= i; j++)
        covariance[i * WIDTH + j] = (covariance[i * WIDTH + j] ?? 0) + value * (samples[at - j] ?? 0)
    }
  }
  if (rows < LEAST_ROWS) return false
  for (let row = 0; row < ORDER; row++) {
    predictor[row] = -(covariance[(row + 1) * WIDTH] ?? 0)
    for (let column = 0; column <= row; column++)
      band[row * WIDTH + row - column] = covariance[(row + 1) * WIDTH + column + 1] ?? 0
  }
  solve(predictor, ORDER)
  predictor.copyWithin(1, 0, ORDER)
  predictor[0] = 1
  for (let lag = 0; lag <= ORDER; lag++) kernel[lag] = productSum(lag, 0, ORDER - lag)
  return true
}

/** Changes the unknown samples so that the predictor errs least. */
function interpolate(samples: Float64Array, count: number): void {
  for (let at = ORDER; at < WINDOW_SAMPLES; at++) {
    let error = 0
    for (let k = 0; k <= ORDER; k++) error += (predictor[k] ?? 0) * (samples[at - k] ?? 0)
    errors[at] = error
  }
  for (let row = 0; row < count; row++) {
    const at = unknown[row] ?? 0
    let slope = 0
    for (let k = Math.max(0, ORDER - at); k <= ORDER && at + k < WINDOW_SAMPLES; k++)
      slope += (predictor[k] ?? 0) * (errors[at + k] ?? 0)
    changes[row] = -slope
    for (let distance = 0; distance <= Math.min(row, ORDER); distance++)
      band[row * WIDTH + distance] = curvature(unknown[row - distance] ?? 0, at)
  }
  solve(changes, count)
  for (let row = 0; row < count; row++) {
    const at = unknown[row] ?? 0
    samples[at] = beyondLimit((samples[at] ?? 0) + (changes[row] ?? 0), samples[at] ?? 0)
  }
}

/** Of the sum of squared errors, by the samples at `first` and `second`; fewer errors know of those near the edges. */
function curvature(first: number, second: number): number {
  const lag = second - first
  if (lag > ORDER) return 0
  if (first >= ORDER && second + ORDER < WINDOW_SAMPLES) return kernel[lag] ?? 0
  return productSum(lag, Math.max(0, ORDER - second), Math.min(ORDER - lag, WINDOW_SAMPLES - 1 - second))
}

function productSum(lag: number, from: number, until: number): number {
  let sum = 0
  for (let k = from; k <= until; k++) sum += (predictor[k] ?? 0) * (predictor[k + lag] ?? 0)
  return sum
}

/** Solves in place the symmetric system whose rows, from the diagonal to the left, are in `band`: by Cholesky. */
function solve(values: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) {
    const first = Math.max(0, row - ORDER)
    for (let column = first; column <= row; column++) {
      let sum = band[row * WIDTH + row - column] ?? 0
      for (let k = Math.max(first, column - ORDER); k < column; k++)
        sum -= (band[row * WIDTH + row - k] ?? 0) * (band[column * WIDTH + column - k] ?? 0)
      const least = RIDGE * (band[row * WIDTH] ?? 0)
      band[row * WIDTH + row - column] =
        column === row ? Math.sqrt(Math.max(sum + least, least, 1e-30)) : sum / (band[column * WIDTH] ?? 1)
    }
    let sum = values[row] ?? 0
    for (let k = first; k < row; k++) sum -= (band[row * WIDTH + row - k] ?? 0) * (values[k] ?? 0)
    values[row] = sum / (band[row * WIDTH] ?? 1)
  }
  for (let row = count - 1; row >= 0; row--) {
    let sum = values[row] ?? 0
    for (let k = row + 1; k <= Math.min(count - 1, row + ORDER); k++)
      sum -= (band[k * WIDTH + k - row] ?? 0) * (values[k] ?? 0)
    values[row] = sum / (band[row * WIDTH] ?? 1)
  }
}
