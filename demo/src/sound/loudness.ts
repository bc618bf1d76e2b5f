import { applyBiquad, type Biquad } from './filter.ts'
import { type Stereo, samplesIn } from './stereo.ts'

/** The two stages of K-weighting at 48 kHz, from the tables of ITU-R BS.1770-4. */
const HEAD: Biquad = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585]
const REVISED_LOW_CURVE: Biquad = [1, -2, 1, -1.99004745483398, 0.99007225036621]

const SILENCE_LUFS = -70

/**
 * Integrated loudness in LUFS by ITU-R BS.1770-4: 400 ms blocks every 100 ms, absolute and relative gate. Silence gives
 * -Infinity.
 */
export function integratedLoudness(sound: Stereo): number {
  const energy = blockEnergies(kWeighted(sound.left), kWeighted(sound.right))
  const audible = energy.filter((block) => lufs(block) > SILENCE_LUFS)
  const gate = lufs(mean(audible)) - 10
  return lufs(mean(audible.filter((block) => lufs(block) > gate)))
}

function kWeighted(samples: Float32Array): Float32Array {
  return applyBiquad(applyBiquad(samples.slice(), HEAD), REVISED_LOW_CURVE)
}

/** Mean square of both channels together for each block, from sums over steps of 100 ms. */
function blockEnergies(left: Float32Array, right: Float32Array): number[] {
  const step = samplesIn(0.1)
  const sums: number[] = []
  for (let start = 0; start + step <= left.length; start += step) {
    let sum = 0
    for (let n = start; n < start + step; n += 1) sum += (left[n] ?? 0) ** 2 + (right[n] ?? 0) ** 2
    sums.push(sum)
  }
  return sums.slice(3).map((_, index) => mean(sums.slice(index, index + 4)) / step)
}

function lufs(energy: number): number {
  return -0.691 + 10 * Math.log10(energy)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
