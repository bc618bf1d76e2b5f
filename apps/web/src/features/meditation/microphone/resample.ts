/** Turns sound of one rate into another, piece by piece. The result of `push` is overwritten by the next. */
export interface Resampler {
  push(samples: Float32Array): Float32Array
}

const ZERO_CROSSINGS = 16
/** A little below half of the lower rate, so that what lies above does not fold back. */
const PASSED_SHARE = 0.92

/** A windowed sinc at the output's sample times, for browsers that give a microphone at the device's rate only. */
export function createResampler(fromHz: number, toHz: number): Resampler {
  const step = fromHz / toHz
  const cutoff = (PASSED_SHARE * Math.min(fromHz, toHz)) / fromHz
  const reach = Math.ceil(ZERO_CROSSINGS / cutoff)
  let kept: Float32Array = new Float32Array(2 * reach)
  /** Where the next output lies in what is kept. */
  let at = reach
  let out = new Float32Array(256)

  return {
    push: (samples) => {
      const sound = new Float32Array(kept.length + samples.length)
      sound.set(kept)
      sound.set(samples, kept.length)
      const room = Math.ceil(sound.length / step) + 1
      if (out.length < room) out = new Float32Array(room)
      let written = 0
      while (at + reach < sound.length) {
        out[written] = sampleAt(sound, at, reach, cutoff)
        written += 1
        at += step
      }
      const gone = Math.max(Math.floor(at) - reach, 0)
      kept = sound.slice(gone)
      at -= gone
      return out.subarray(0, written)
    },
  }
}

function sampleAt(sound: Float32Array, at: number, reach: number, cutoff: number): number {
  let sum = 0
  for (let index = Math.ceil(at - reach); index <= at + reach; index += 1) {
    sum += (sound[index] ?? 0) * kernel(index - at, reach, cutoff)
  }
  return sum
}

function kernel(distance: number, reach: number, cutoff: number): number {
  const angle = Math.PI * distance * cutoff
  const sinc = angle === 0 ? 1 : Math.sin(angle) / angle
  const hann = (1 + Math.cos((Math.PI * distance) / reach)) / 2
  return cutoff * sinc * hann
}
