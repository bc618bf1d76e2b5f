import { between, type Random } from '../../random.ts'
import { HANDPAN, strike } from '../modal.ts'
import { addDrone, type Drone } from '../pad.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, panInto, type Stereo, samplesIn, silence } from '../stereo.ts'

/** D Kurd, from the centre note outwards (Hz). */
const FIELDS_HZ = [146.8, 220, 233.1, 261.6, 293.7, 329.6, 349.2, 392, 440] as const

const EIGHTH_SECONDS = 0.46

/** Two bars of eight eighths, by number of tone field; null rests. The answer rises where the call falls. */
const PHRASES: readonly (readonly (number | null)[])[] = [
  [0, null, 4, 5, null, 3, 1, null, 0, null, 6, 5, 4, null, null, null],
  [0, null, 1, 4, null, 5, 7, null, 6, null, 5, 4, 1, null, null, null],
  [0, null, 3, 4, 6, null, 5, null, 2, null, 4, 3, 1, null, null, null],
  [0, null, 5, 7, null, 8, 7, 5, 6, null, 4, null, 1, null, 0, null],
]

const OPEN_FIFTH = {
  notes: [
    [73.4, 0.16],
    [110, 0.1],
    [146.8, 0.05],
  ],
  attackSeconds: 9,
  releaseSeconds: 9,
  brightness: 0.4,
} as const satisfies Drone

/** A handpan played at dusk: four long phrases go round, each time told a little differently, over an open fifth. */
export function handpan(seconds: number, random: Random): Stereo {
  const pan = silence(seconds)
  const phraseSeconds = 16 * EIGHTH_SECONDS
  for (let turn = 0; 1 + (turn + 1) * phraseSeconds < seconds - 3; turn += 1) {
    play(pan, PHRASES[turn % PHRASES.length] ?? [], 1 + turn * phraseSeconds, random)
  }
  const sound = silence(seconds)
  addDrone(sound, OPEN_FIFTH, random)
  mixInto(sound, pan)
  mixInto(sound, reverberate(pan, 3.6, 0.4), 0.55)
  return sound
}

function play(target: Stereo, phrase: readonly (number | null)[], startSeconds: number, random: Random): void {
  phrase.forEach((field, eighth) => {
    if (field === null || (eighth > 0 && random() < 0.12)) return
    const accent = eighth % 8 === 0 ? 0.62 : between(random, 0.26, 0.46)
    const atSeconds = startSeconds + eighth * EIGHTH_SECONDS + between(random, 0, 0.022)
    panInto(target, touch(FIELDS_HZ[field] ?? FIELDS_HZ[0], random), (field - 4) / 9, accent, atSeconds)
  })
}

/** A finger on steel: the tone, and the soft knock of the fingertip. */
function touch(frequencyHz: number, random: Random): Float32Array {
  const sound = strike(frequencyHz, HANDPAN, random, 0.0035)
  let level = 0
  for (let n = 0; n < samplesIn(0.02); n += 1) {
    level += ((random() * 2 - 1) * 0.5 - level) * 0.12
    sound[n] = (sound[n] ?? 0) + level * Math.exp(-n / 260)
  }
  return sound
}
