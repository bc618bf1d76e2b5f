import { between, type Random } from '../../random.ts'
import { control, curve, moving, wander } from '../envelope.ts'
import { filtered, lowpass, sweptLowpass } from '../filter.ts'
import { brown, noise } from '../noise.ts'
import { addPad } from '../pad.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, type Stereo, silence } from '../stereo.ts'

/** Four wide chords that sink by steps (Hz); each melts into the next. */
const CHORDS_HZ = [
  [98, 146.8, 246.9, 293.7, 440],
  [82.4, 164.8, 247, 293.7, 392],
  [65.4, 130.8, 196, 293.7, 329.6],
  [73.4, 110, 164.8, 246.9, 293.7],
] as const

/** Chords that follow one another ever more softly and darkly until only a low hush is left. */
export function sleepDrift(seconds: number, random: Random): Stereo {
  const sound = chords(seconds, random)
  const dusk = curve([
    [0, 1500],
    [seconds * 0.4, 900],
    [seconds, 240],
  ])
  sweptLowpass(sound, control(seconds, dusk))
  mixInto(sound, reverberate(sound, 5, 0.45), 0.7)

  const breath = wander(random, 9)
  const hush = filtered(noise(brown, seconds, random, 0.2), lowpass(420))
  mixInto(
    sound,
    moving(hush, (at) => 0.22 + 0.16 * breath(at)),
  )
  const descent = curve([
    [0, 1],
    [seconds * 0.5, 0.8],
    [seconds, 0.45],
  ])
  return moving(sound, descent)
}

function chords(seconds: number, random: Random): Stereo {
  const sound = silence(seconds)
  const stepSeconds = (seconds - 8) / CHORDS_HZ.length
  CHORDS_HZ.forEach((chord, index) => {
    const fromSeconds = Math.max(0, index * stepSeconds - 3)
    const endSeconds = Math.min(seconds, (index + 1) * stepSeconds + 8)
    chord.forEach((frequencyHz, voice) => {
      const startSeconds = index === 0 ? 0 : fromSeconds + between(random, 0, 2)
      const note = { frequencyHz, startSeconds, endSeconds, attackSeconds: 6, releaseSeconds: 9, brightness: 0.7 }
      addPad(sound, { ...note, gain: 0.34 / (1 + 0.45 * voice) }, random)
    })
  })
  return sound
}
