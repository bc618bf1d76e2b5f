import FFT from 'fft.js'

/**
 * The transform of `size` real values at half the cost of a complex one: pairs of neighbours are taken for complex numbers, and what comes of them is
 * told apart by its symmetry (Press, Teukolsky, Vetterling & Flannery, "Numerical Recipes in C", 1992, section 12.3).
 */
export interface RealFft {
  /** Writes real and imaginary parts, in turns, of bins 0..size/2 - 1 to `spectrum`, which is as long as `values`. */
  transform(values: Float64Array, spectrum: Float64Array): void
}

/** @param size a power of two, from 8 on */
export function createRealFft(size: number): RealFft {
  const half = size / 2
  const fft = new FFT(half)
  const cosines = Float64Array.from({ length: half }, (_, bin) => Math.cos((2 * Math.PI * bin) / size))
  const sines = Float64Array.from({ length: half }, (_, bin) => Math.sin((2 * Math.PI * bin) / size))
  return {
    transform(values, spectrum) {
      fft.transform(spectrum, values)
      const constant = (spectrum[0] ?? 0) + (spectrum[1] ?? 0)
      spectrum[0] = constant
      spectrum[1] = 0
      for (let low = 2, high = size - 2; low <= high; low += 2, high -= 2) {
        const cosine = cosines[low / 2] ?? 0
        const sine = sines[low / 2] ?? 0
        const lowRe = spectrum[low] ?? 0
        const lowIm = spectrum[low + 1] ?? 0
        const highRe = spectrum[high] ?? 0
        const highIm = spectrum[high + 1] ?? 0
        const evenRe = 0.5 * (lowRe + highRe)
        const evenIm = 0.5 * (lowIm - highIm)
        const oddRe = 0.5 * (lowIm + highIm)
        const oddIm = 0.5 * (highRe - lowRe)
        const turnedRe = oddRe * cosine + oddIm * sine
        const turnedIm = oddIm * cosine - oddRe * sine
        spectrum[low] = evenRe + turnedRe
        spectrum[low + 1] = evenIm + turnedIm
        spectrum[high] = evenRe - turnedRe
        spectrum[high + 1] = turnedIm - evenIm
      }
    },
  }
}
