import { between, type Random } from '../../random.ts'
import { moving, wander } from '../envelope.ts'
import { filtered, highpass, lowpass } from '../filter.ts'
import { ring } from '../modal.ts'
import { brown, noise, pink, white } from '../noise.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, panInto, SAMPLE_RATE, type Stereo, samplesIn, silence } from '../stereo.ts'

const DROPS_PER_SECOND = 70
const DRIPS_PER_SECOND = 2.2

/**
 * Steady rain on broad leaves: a soft curtain further off, single drops close by, now and then a heavy drip from the
 * eaves.
 */
export function rain(seconds: number, random: Random): Stereo {
  const density = wander(random, 19)
  const curtain = filtered(noise(pink, seconds, random, 0.05), highpass(420), lowpass(6800))
  const air = filtered(noise(white, seconds, random, 0), highpass(5200), lowpass(11_000))
  const ground = filtered(noise(brown, seconds, random, 0.3), lowpass(240))
  const sound = moving(curtain, (at) => 0.4 + 0.2 * density(at))
  mixInto(
    sound,
    moving(air, (at) => 0.02 + 0.02 * density(at)),
  )
  mixInto(sound, ground, 0.35)

  const near = silence(seconds)
  fall(near, seconds, random, DROPS_PER_SECOND, onLeaf)
  fall(near, seconds, random, DRIPS_PER_SECOND, drip)
  mixInto(sound, near)
  mixInto(sound, reverberate(near, 0.9, 0.45), 0.5)
  return sound
}

/** Makes one drop; no two of a kind are alike. */
type Kind = (random: Random) => { samples: Float32Array; gain: number }

/** Drops at random moments and places, drawn from a stock that is large enough for ears to find no repeat. */
function fall(target: Stereo, seconds: number, random: Random, perSecond: number, kind: Kind): void {
  const stock = Array.from({ length: 240 }, () => kind(random))
  for (let at = 0; at < seconds; at += -Math.log(1 - random()) / perSecond) {
    const drop = stock[Math.floor(random() * stock.length)]
    if (drop) panInto(target, drop.samples, between(random, -0.95, 0.95), drop.gain * between(random, 0.3, 1), at)
  }
}

/** A leaf answers with two short, dull tones and a tick. */
const onLeaf: Kind = (random) => {
  const samples = new Float32Array(samplesIn(0.05))
  const frequencyHz = between(random, 700, 2600)
  ring(samples, frequencyHz, 1, between(random, 0.012, 0.035))
  ring(samples, frequencyHz * between(random, 1.4, 2.3), 0.6, between(random, 0.006, 0.015))
  const tick = samplesIn(0.0012)
  for (let n = 0; n < tick; n += 1) samples[n] = (samples[n] ?? 0) + (random() * 2 - 1) * 0.6 * (1 - n / tick)
  return { samples, gain: 0.12 + 0.4 * random() ** 3 }
}

/** A heavy drip into water: a bubble whose note rises as it closes (Minnaert's resonance). */
const drip: Kind = (random) => {
  const samples = new Float32Array(samplesIn(0.12))
  const fromHz = between(random, 480, 1100)
  const rise = between(random, 1.5, 4)
  let phase = 0
  for (let n = 0; n < samples.length; n += 1) {
    const share = n / samples.length
    phase += (2 * Math.PI * fromHz * (1 + rise * 0.15 * share)) / SAMPLE_RATE
    samples[n] = Math.sin(phase) * Math.exp(-7 * share) * Math.min(1, n / 60)
  }
  return { samples, gain: between(random, 0.14, 0.34) }
}
