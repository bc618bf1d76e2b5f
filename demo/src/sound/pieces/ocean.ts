import { between, type Random } from '../../random.ts'
import { control, ease, moving, wander } from '../envelope.ts'
import { filtered, highpass, lowpass, sweptLowpass } from '../filter.ts'
import { brown, noise, pink, white } from '../noise.ts'
import { mixInto, type Stereo, shape, silence } from '../stereo.ts'

/** One wave: when it breaks, how big it is, and from which side (-1 to 1) it runs up the beach. */
type Wave = { breaksAtSeconds: number; size: number; from: number; swellSeconds: number; retreatSeconds: number }

/** Slow surf on sand: each wave gathers, breaks, and draws back as fizzing foam, over a far, steady sea. */
export function ocean(seconds: number, random: Random): Stereo {
  const waves = waveTrain(seconds, random)
  const sea = silence(seconds)
  const distance = wander(random, 23)
  const far = filtered(noise(pink, seconds, random, 0.1), lowpass(700), highpass(60))
  mixInto(
    sea,
    moving(far, (at) => 0.3 + 0.2 * distance(at)),
  )
  mixInto(sea, swell(seconds, random, waves))
  mixInto(sea, breakers(seconds, random, waves))
  mixInto(sea, foam(seconds, random, waves))
  return sea
}

function waveTrain(seconds: number, random: Random): Wave[] {
  const waves: Wave[] = []
  for (let at = 3.5; at < seconds + 6; at += between(random, 6.2, 9.4)) {
    waves.push({
      breaksAtSeconds: at,
      size: between(random, 0.55, 1),
      from: between(random, -0.8, 0.8),
      swellSeconds: between(random, 3.2, 4.6),
      retreatSeconds: between(random, 5.5, 8),
    })
  }
  return waves
}

/** The low weight of water that gathers before the wave breaks. */
function swell(seconds: number, random: Random, waves: readonly Wave[]): Stereo {
  const sound = filtered(noise(brown, seconds, random, 0.5), lowpass(170))
  return moving(sound, (at) => 0.62 * together(waves, (wave) => risingAndFalling(wave, at, 0.3, 2.6)))
}

/** The break itself: the brighter the higher the water stands. */
function breakers(seconds: number, random: Random, waves: readonly Wave[]): Stereo {
  const height = control(seconds, (at) => together(waves, (wave) => risingAndFalling(wave, at, 0, 3.4)))
  const cutoffHz = height.map((level) => 320 + 4200 * level * level)
  const sound = sweptLowpass(noise(pink, seconds, random, 0.3), cutoffHz)
  return panned(shape(sound, height), seconds, waves)
}

/** Foam comes a moment later, high and thin, and takes its time to sink into the sand. */
function foam(seconds: number, random: Random, waves: readonly Wave[]): Stereo {
  const sound = filtered(noise(white, seconds, random, 0), highpass(2600), lowpass(9500))
  const fizz = wander(random, 0.45)
  const level = (at: number) => together(waves, (wave) => risingAndFalling(wave, at, -0.7, wave.retreatSeconds) ** 1.5)
  const fizzing = moving(sound, (at) => 0.2 * level(at) * (0.75 + 0.5 * fizz(at)))
  return panned(fizzing, seconds, waves)
}

/** Grows for the time of its swell, is highest when the wave breaks (or so long before), and then dies away. */
function risingAndFalling(wave: Wave, atSeconds: number, leadSeconds: number, fallSeconds: number): number {
  const since = atSeconds - wave.breaksAtSeconds + leadSeconds
  if (since < 0) return wave.size * ease(1 + since / wave.swellSeconds) ** 2
  return wave.size * Math.exp((-2.3 * since) / fallSeconds)
}

/** Sounds that have nothing in common add up by their power. */
function together(waves: readonly Wave[], levelOf: (wave: Wave) => number): number {
  let sum = 0
  for (const wave of waves) sum += levelOf(wave) ** 2
  return Math.sqrt(sum)
}

/** Every wave runs from its side towards the other while it breaks. */
function panned(sound: Stereo, seconds: number, waves: readonly Wave[]): Stereo {
  const place = control(seconds, (at) => {
    let sum = 0
    let weight = 0.2
    for (const wave of waves) {
      const since = at - wave.breaksAtSeconds
      const near = Math.exp(-((since / 3) ** 2))
      sum += near * wave.from * (1 - 1.6 * ease((since + 2) / 7))
      weight += near
    }
    return sum / weight
  })
  for (let n = 0; n < place.length; n += 1) {
    const angle = (((place[n] ?? 0) + 1) * Math.PI) / 4
    sound.left[n] = (sound.left[n] ?? 0) * Math.cos(angle) * Math.SQRT2
    sound.right[n] = (sound.right[n] ?? 0) * Math.sin(angle) * Math.SQRT2
  }
  return sound
}
