import type { Random } from '../random.ts'
import { master } from './master.ts'
import { bodyScan } from './pieces/body-scan.ts'
import { boxBreath, coherentBreath } from './pieces/breath.ts'
import { brownNoise } from './pieces/brown-noise.ts'
import { forest } from './pieces/forest.ts'
import { handpan } from './pieces/handpan.ts'
import { nightSea } from './pieces/night-sea.ts'
import { ocean } from './pieces/ocean.ts'
import { rain } from './pieces/rain.ts'
import { singingBowls } from './pieces/singing-bowls.ts'
import { sleepDrift } from './pieces/sleep-drift.ts'
import type { Stereo } from './stereo.ts'

type Piece = {
  render: (seconds: number, random: Random) => Stereo
  fadeInSeconds: number
  fadeOutSeconds: number
}

const PIECES = {
  bodyScan: { render: bodyScan, fadeInSeconds: 0.3, fadeOutSeconds: 4 },
  boxBreath: { render: boxBreath, fadeInSeconds: 0.4, fadeOutSeconds: 3 },
  brownNoise: { render: brownNoise, fadeInSeconds: 3, fadeOutSeconds: 4 },
  coherentBreath: { render: coherentBreath, fadeInSeconds: 0.8, fadeOutSeconds: 3 },
  forest: { render: forest, fadeInSeconds: 4, fadeOutSeconds: 5 },
  handpan: { render: handpan, fadeInSeconds: 0.5, fadeOutSeconds: 5 },
  nightSea: { render: nightSea, fadeInSeconds: 2, fadeOutSeconds: 5 },
  ocean: { render: ocean, fadeInSeconds: 3, fadeOutSeconds: 6 },
  rain: { render: rain, fadeInSeconds: 3, fadeOutSeconds: 5 },
  singingBowls: { render: singingBowls, fadeInSeconds: 0.05, fadeOutSeconds: 6 },
  sleepDrift: { render: sleepDrift, fadeInSeconds: 2, fadeOutSeconds: 10 },
} satisfies Record<string, Piece>

export type SoundName = keyof typeof PIECES

export const soundNames = Object.keys(PIECES) as SoundName[]

/** Renders a piece, mastered. The same name, length and seed give the same samples. */
export function renderSound(name: SoundName, seconds: number, random: Random): Stereo {
  const piece = PIECES[name]
  return master(piece.render(seconds, random), piece.fadeInSeconds, piece.fadeOutSeconds)
}
