/** As BS.1770 has it: what is softer is silence. */
const SILENCE_LUFS = -70
/** And what is so much softer than the rest is a pause. */
const PAUSE_LU = 10

/**
 * The loudness of a sound, by what was heard of it in several places (BS.1770: the mean of what is neither silence nor pause).
 *
 * @param places the loudness of each block of 400 ms that was heard there, in LUFS.
 * @returns it with its standard error, by leaving out one place after another; null when next to nothing was heard.
 */
export function loudnessOfPlaces(places: readonly (readonly number[])[]): { lufs: number; errorLu: number } | null {
  const lufs = gated(places.flat())
  const without = places.map((_, left) => gated(places.filter((__, at) => at !== left).flat()))
  if (lufs === null || without.includes(null)) return null
  const others = without.map((one) => one ?? 0)
  const mean = others.reduce((sum, one) => sum + one, 0) / others.length
  const spread = others.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  return { lufs, errorLu: Math.sqrt(((others.length - 1) / others.length) * spread) }
}

function gated(blocks: readonly number[]): number | null {
  const audible = loudnessOf(blocks, SILENCE_LUFS)
  return audible === null ? null : loudnessOf(blocks, Math.max(SILENCE_LUFS, audible - PAUSE_LU))
}

/** Of the blocks that are louder than something. */
function loudnessOf(blocks: readonly number[], thanLufs: number): number | null {
  const powers = blocks.filter((block) => block > thanLufs).map((block) => 10 ** (block / 10))
  return powers.length === 0 ? null : 10 * Math.log10(powers.reduce((sum, power) => sum + power, 0) / powers.length)
}
