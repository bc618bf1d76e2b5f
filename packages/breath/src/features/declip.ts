/** Samples at this distance from zero and beyond are at the converter's limits. */
export const CLIPPED_AT = 32_700
/** What was cut off is taken to have been no more than twice as loud (6 dB). */
const HIGHEST = 2 * 32_768

/**
 * Rebuilds, in place, the peaks that the converter cut off: a cubic Hermite spline through the samples to both sides of
 * each run at the limit. What is cut off is steep at its edges, and would sound as a burst of hiss through all bands.
 */
export function rebuildPeaks(samples: Float64Array): void {
  for (let from = 2; from < samples.length - 2; from++) {
    if (!isClipped(samples[from] ?? 0)) continue
    let end = from
    while (end < samples.length && isClipped(samples[end] ?? 0)) end++
    if (end < samples.length - 1) rebuild(samples, from, end)
    from = end
  }
}

export const isClipped = (sample: number) => Math.abs(sample) >= CLIPPED_AT

function rebuild(samples: Float64Array, from: number, end: number): void {
  const left = samples[from - 1] ?? 0
  const right = samples[end] ?? 0
  const length = end - from + 1
  const rise = length * (left - (samples[from - 2] ?? 0))
  const fall = length * ((samples[end + 1] ?? 0) - right)
  const sign = Math.sign(samples[from] ?? 0)
  for (let at = from; at < end; at++) {
    const t = (at - from + 1) / length
    const u = 1 - t
    const value = u * u * ((1 + 2 * t) * left + t * rise) + t * t * ((1 + 2 * u) * right - u * fall)
    samples[at] = sign * Math.min(HIGHEST, Math.max(CLIPPED_AT, sign * value))
  }
}
