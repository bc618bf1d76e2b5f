import { between, pick, type Random } from '../../random.ts'
import { pigeon, thrush, wren } from '../birds.ts'
import { ease, moving, wander } from '../envelope.ts'
import { bandpass, filtered, highpass, lowpass } from '../filter.ts'
import { noise, pink, white } from '../noise.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, panInto, type Stereo, silence } from '../stereo.ts'

/** How often a bird of this kind sings, how near it is, and how far the forest has woken (0 to 1) when it begins. */
type Singer = { song: (random: Random) => Float32Array; everySeconds: number; gain: number; wakesAt: number }

const SINGERS: readonly Singer[] = [
  { song: thrush, everySeconds: 4.2, gain: 0.16, wakesAt: 0.05 },
  { song: thrush, everySeconds: 5.6, gain: 0.07, wakesAt: 0.2 },
  { song: pigeon, everySeconds: 17, gain: 0.1, wakesAt: 0.3 },
  { song: wren, everySeconds: 11, gain: 0.05, wakesAt: 0.45 },
]

/**
 * The hour before sunrise: wind goes through the crowns, a stream runs somewhere below, and one bird after another
 * wakes.
 */
export function forest(seconds: number, random: Random): Stereo {
  const gust = wander(random, 11)
  const flutter = wander(random, 0.7)
  const crowns = filtered(noise(pink, seconds, random, 0.15), lowpass(620), highpass(70))
  const sound = moving(crowns, (at) => 0.35 + 0.6 * gust(at) ** 2)
  const leaves = filtered(noise(white, seconds, random, 0), highpass(1900), lowpass(7200))
  mixInto(
    sound,
    moving(leaves, (at) => 0.012 + 0.1 * gust(at) ** 3 * (0.6 + 0.8 * flutter(at))),
  )
  mixInto(sound, stream(seconds, random))
  mixInto(sound, chorus(seconds, random))
  return sound
}

/** Running water: three narrow bands that bubble independently. */
function stream(seconds: number, random: Random): Stereo {
  const sound = silence(seconds)
  for (const hz of [520, 900, 1600]) {
    const bubble = wander(random, 0.32)
    const band = filtered(noise(pink, seconds, random, 0.4), bandpass(hz, 2.2))
    mixInto(
      sound,
      moving(band, (at) => 0.14 + 0.3 * bubble(at) ** 2),
    )
  }
  return sound
}

function chorus(seconds: number, random: Random): Stereo {
  const near = silence(seconds)
  for (const singer of SINGERS) {
    const pan = between(random, -0.85, 0.85)
    const from = Math.max(2, singer.wakesAt * seconds)
    for (let at = from; at < seconds - 4; at += singer.everySeconds * between(random, 0.6, 1.5)) {
      const level = singer.gain * pick(random, [0.7, 0.85, 1]) * (0.6 + 0.4 * ease((at - from) / 10))
      panInto(near, singer.song(random), pan, level, at)
    }
  }
  const far = filtered(reverberate(near, 2.4, 0.4), lowpass(5200))
  mixInto(near, far, 1.3)
  return near
}
