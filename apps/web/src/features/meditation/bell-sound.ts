/** A bell's partials: frequency in Hz, share of the volume, seconds until it is silent. */
const PARTIALS = [
  [262, 1, 6],
  [524, 0.5, 4.2],
  [722, 0.32, 3],
  [1_080, 0.16, 1.8],
  [1_580, 0.08, 0.9],
] as const
export const BELL_SECONDS = 6
const ATTACK_SECONDS = 0.03
const SILENT = 0.0005

/**
 * Rings a bell at a moment of the context's time, also of one to come.
 *
 * @returns what takes back a bell that has not rung yet
 */
export function ringBell(
  context: AudioContext,
  { volume, atSeconds }: { volume: number; atSeconds: number },
): () => void {
  const tones = PARTIALS.map(([frequency, share, seconds]) => {
    const tone = new OscillatorNode(context, { type: 'sine', frequency })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, atSeconds)
    gain.gain.linearRampToValueAtTime(volume * share, atSeconds + ATTACK_SECONDS)
    gain.gain.exponentialRampToValueAtTime(SILENT, atSeconds + seconds)
    tone.connect(gain).connect(context.destination)
    tone.start(atSeconds)
    tone.stop(atSeconds + seconds)
    return tone
  })
  return () => {
    if (context.currentTime >= atSeconds) return
    for (const tone of tones) tone.disconnect()
  }
}
