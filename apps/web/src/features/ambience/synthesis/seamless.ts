/**
 * A loop without a seam out of noise that is longer than it: what follows the loop fades out over its beginning, which
 * fades in. By equal power, since the two are not correlated: nothing gets quieter there.
 *
 * @param length of the loop, in samples; all that is left of `samples` is the fade
 */
export function seamless(samples: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const loop = new Float32Array(samples.subarray(0, length))
  const fade = Math.min(samples.length - length, length)
  for (let index = 0; index < fade; index += 1) {
    const angle = (index / fade) * (Math.PI / 2)
    loop[index] = Math.sin(angle) * at(samples, index) + Math.cos(angle) * at(samples, length + index)
  }
  return loop
}

/** Adds a sound to a loop; what does not fit at its end goes on at its beginning. */
export function addAround(loop: Float32Array, sound: Float32Array, start: number): void {
  for (let index = 0; index < sound.length; index += 1) {
    const place = (start + index) % loop.length
    loop[place] = at(loop, place) + at(sound, index)
  }
}

/** A sample; an index of a typed array may be outside of it. */
export function at(samples: Float32Array, index: number): number {
  return samples[index] ?? 0
}
