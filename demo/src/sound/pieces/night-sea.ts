import { between, pick, type Random } from '../../random.ts'
import { moving, wander } from '../envelope.ts'
import { filtered, lowpass } from '../filter.ts'
import { BELL, strike } from '../modal.ts'
import { noise, pink } from '../noise.ts'
import { addPad } from '../pad.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, panInto, type Stereo, silence } from '../stereo.ts'

const CHORD_HZ = [82.4, 123.5, 185, 246.9, 370] as const
const CHIMES_HZ = [740, 987.8, 1108.7, 1480, 1661.2] as const

/**
 * A quiet sea at night under moving light: a wide chord that never quite settles, small water, a chime now and then.
 */
export function nightSea(seconds: number, random: Random): Stereo {
  const sound = chord(seconds, random)
  mixInto(sound, reverberate(sound, 4.5, 0.35), 0.5)
  mixInto(sound, reverberate(chimes(seconds, random), 6, 0.25), 1.4)
  const lap = wander(random, 5)
  const water = filtered(noise(pink, seconds, random, 0.05), lowpass(900))
  mixInto(
    sound,
    moving(water, (at) => 0.1 + 0.3 * lap(at) ** 2),
  )
  return sound
}

/** Every voice of the chord comes and goes in its own time. */
function chord(seconds: number, random: Random): Stereo {
  const sound = silence(seconds)
  CHORD_HZ.forEach((frequencyHz, index) => {
    const voice = { frequencyHz, attackSeconds: 7, releaseSeconds: 9, gain: 0.3 / (1 + 0.5 * index), brightness: 0.6 }
    for (let startSeconds = index * 1.3; startSeconds < seconds - 10; startSeconds += between(random, 9, 13)) {
      addPad(sound, { ...voice, startSeconds, endSeconds: Math.min(seconds, startSeconds + 19) }, random)
    }
  })
  return sound
}

function chimes(seconds: number, random: Random): Stereo {
  const sound = silence(seconds)
  for (let at = 5; at < seconds - 8; at += between(random, 3.5, 7)) {
    const chime = strike(pick(random, CHIMES_HZ), BELL, random, 0.02)
    panInto(sound, chime, between(random, -0.9, 0.9), between(random, 0.02, 0.05), at)
  }
  return sound
}
