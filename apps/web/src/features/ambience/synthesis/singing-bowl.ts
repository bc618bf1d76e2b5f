import type { LoopShape } from './noise.ts'
import type { Random } from './random.ts'
import { addAround, at } from './seamless.ts'

const LOWEST_HZ = 196
/** Of a bowl of bronze: frequency by that of the lowest, loudness, seconds until a third of it is left. */
const PARTIALS = [
  [1, 1, 4],
  [2.71, 0.5, 2.6],
  [5.15, 0.22, 1.2],
  [8.3, 0.08, 0.6],
] as const
/** No bowl is quite round: each partial is two that beat. */
const BEATS_HZ = 0.7
const STRIKES = [0, 0.48]
const ATTACK_SECONDS = 0.03
/** In decays: what is left then is a thousandth. */
const HEARD_DECAYS = 6.9

/** A singing bowl that is struck twice, and rings on over the end of the loop. */
export function singingBowl(random: Random, { seconds, sampleRate }: LoopShape): Float32Array<ArrayBuffer> {
  const loop = new Float32Array(Math.round(seconds * sampleRate))
  for (const strike of STRIKES) {
    const start = Math.round(strike * loop.length)
    const loudness = 0.8 + 0.2 * random()
    for (const [ratio, share, decaySeconds] of PARTIALS)
      for (const detunedHz of [-BEATS_HZ / 2, BEATS_HZ / 2]) {
        const tone = { hz: LOWEST_HZ * ratio + detunedHz, loudness: loudness * share, decaySeconds }
        addAround(loop, ringing(tone, sampleRate), start)
      }
  }
  return loop
}

interface Tone {
  hz: number
  loudness: number
  decaySeconds: number
}

/** A sine that decays; each sample follows from the two before, which is far quicker than a sine for each. */
function ringing({ hz, loudness, decaySeconds }: Tone, sampleRate: number): Float32Array {
  const sound = new Float32Array(Math.round(decaySeconds * HEARD_DECAYS * sampleRate))
  const angle = (2 * Math.PI * hz) / sampleRate
  const decay = Math.exp(-1 / (decaySeconds * sampleRate))
  const [first, second] = [2 * Math.cos(angle) * decay, -decay * decay]
  sound[1] = loudness * Math.sin(angle) * decay
  for (let index = 2; index < sound.length; index += 1)
    sound[index] = first * at(sound, index - 1) + second * at(sound, index - 2)
  const attack = Math.round(ATTACK_SECONDS * sampleRate)
  for (let index = 0; index < attack; index += 1) sound[index] = (at(sound, index) * index) / attack
  return sound
}
