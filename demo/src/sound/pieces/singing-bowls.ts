import { between, type Random } from '../../random.ts'
import { BOWL, strike } from '../modal.ts'
import { addPad } from '../pad.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, panInto, type Stereo, silence } from '../stereo.ts'

/** Seven bowls in a row on the floor: fundamentals in Hz (a pentatonic row on A) and where they stand. */
const BOWLS = [
  { hz: 110, pan: -0.1 },
  { hz: 164.8, pan: 0.35 },
  { hz: 220, pan: -0.45 },
  { hz: 247, pan: 0.55 },
  { hz: 277.2, pan: -0.65 },
  { hz: 329.6, pan: 0.2 },
  { hz: 440, pan: 0.7 },
] as const

/**
 * Order of the strikes by number of bowl: down to the deepest at the start and the end, one further bowl each time
 * round.
 */
const ORDER = [0, 2, 1, 4, 0, 3, 5, 2, 6, 1, 4, 0] as const

/** The deepest bowl, rubbed along its rim. */
const RUBBED = { frequencyHz: 110, attackSeconds: 8, releaseSeconds: 8, gain: 0.4, brightness: 0.15 }

/** A row of singing bowls struck slowly with a soft mallet, the deepest one rubbed now and then beneath them. */
export function singingBowls(seconds: number, random: Random): Stereo {
  const dry = silence(seconds)
  const gapSeconds = (seconds - 14) / (ORDER.length - 1)
  ORDER.forEach((number, turn) => {
    const bowl = BOWLS[number]
    const atSeconds = 0.4 + turn * gapSeconds + (turn === 0 ? 0 : between(random, -0.5, 0.5))
    const sound = strike(bowl.hz * 2 ** (between(random, -6, 6) / 1200), BOWL, random, 0.014)
    panInto(dry, sound, bowl.pan, between(random, 0.75, 1) * (130 / bowl.hz) ** 0.35, atSeconds)
  })
  for (let startSeconds = gapSeconds * 2; startSeconds < seconds - 16; startSeconds += gapSeconds * 4) {
    addPad(dry, { ...RUBBED, startSeconds, endSeconds: startSeconds + 16 }, random)
  }
  mixInto(dry, reverberate(dry, 4.2, 0.35), 0.5)
  return dry
}
