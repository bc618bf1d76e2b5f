import { between, type Random } from '../../random.ts'
import { type Canvas, columns, cover, coverWith, type Field, paint, shine } from '../canvas.ts'
import { colour, type Ramp, ramp } from '../colour.ts'
import { bell, layered, relief, smooth } from '../field.ts'

const WIDE = 16 / 9
const VALLEY_U = 1.04

/**
 * A row of hills or firs: its colour above and at its foot, where the ground is, how far it climbs the flanks, how tall
 * its trees are.
 */
type Row = { tint: Ramp; ground: number; flank: number; roll: number; tall: number; gap: number; clearing: number }

const ROWS: readonly Row[] = [
  { tint: ramp([0, '#b5c9be'], [1, '#e3dfc8']), ground: 0.5, flank: 0.12, roll: 0.1, tall: 0, gap: 1, clearing: 0 },
  {
    tint: ramp([0, '#98b8ae'], [1, '#d5d8c2']),
    ground: 0.59,
    flank: 0.16,
    roll: 0.08,
    tall: 0.035,
    gap: 0.011,
    clearing: 0,
  },
  {
    tint: ramp([0, '#6f9c95'], [1, '#bccbb6']),
    ground: 0.68,
    flank: 0.19,
    roll: 0.06,
    tall: 0.085,
    gap: 0.022,
    clearing: 0,
  },
  {
    tint: ramp([0, '#417673'], [1, '#93b1a3']),
    ground: 0.79,
    flank: 0.24,
    roll: 0.05,
    tall: 0.17,
    gap: 0.045,
    clearing: 0.1,
  },
  {
    tint: ramp([0, '#1b4f50'], [1, '#5f8c83']),
    ground: 0.95,
    flank: 0.26,
    roll: 0.04,
    tall: 0.36,
    gap: 0.075,
    clearing: 0.3,
  },
  {
    tint: ramp([0, '#08262b'], [1, '#123c3d']),
    ground: 1.1,
    flank: 0.2,
    roll: 0.03,
    tall: 0.72,
    gap: 0.11,
    clearing: 0.62,
  },
]

/**
 * Firs before sunrise: flank behind flank of a valley, paler as they recede, with mist in it and the first light at its
 * end.
 */
export function forestMist(canvas: Canvas, random: Random): void {
  const fog = layered(relief(random), 3)
  const dawn = ramp([0, '#6f9aa0'], [0.3, '#a3c2b8'], [0.6, '#eadfc0'], [1, '#fbd9a4'])
  paint(canvas, dawn, (u, v) => v * 1.45 + 0.05 * fog(u * 1.3, v * 4))
  shine(canvas, colour('#ffd28a'), (u, v) => 0.34 * bell(Math.hypot((u - VALLEY_U) * 0.8, v - 0.45), 0.25))
  cover(canvas, colour('#fff6de'), (u, v) => smooth(0.0555, 0.0535, Math.hypot(u - VALLEY_U, v - 0.405)))
  ROWS.forEach((row, index) => {
    const ground = columns(canvas, groundOf(row, random))
    const depth = 0.16 + row.tall * 0.8
    const colourAt: Field = (_, v) => smooth(row.ground - depth, row.ground + 0.03, v)
    if (row.tall > 0) plant(canvas, row, ground, colourAt, random)
    coverWith(canvas, row.tint, colourAt, (u, v) => smooth(-0.001, 0.001, v - ground(u)))
    if (index === ROWS.length - 1) return
    cover(canvas, colour('#f6e7c9'), (u, v) => {
      const drift = 0.05 * fog(u * 1.1 + index * 7, v * 2.5)
      return (
        0.62 *
        bell(v - row.ground - 0.035 + drift, 0.085) *
        (0.7 + 0.8 * fog(u * 1.5 + index * 3, v * 4)) *
        bell(u - VALLEY_U, 1.1)
      )
    })
  })
}

/** The bare upper edge of a row: ground that rises to both sides of the valley. */
function groundOf(row: Row, random: Random): (u: number) => number {
  const hill = layered(relief(random), 3)
  return (u) =>
    row.ground - row.flank * Math.abs((u - VALLEY_U) / 0.95) ** 1.6 + row.roll * hill(u * 1.5, row.ground * 9)
}

function plant(canvas: Canvas, row: Row, ground: (u: number) => number, colourAt: Field, random: Random): void {
  for (let u = -0.1; u < WIDE + 0.1; u += between(random, 0.35, 1.65) * row.gap) {
    if (Math.abs(u - VALLEY_U) < row.clearing * between(random, 0.8, 1.1)) continue
    const tall = row.tall * between(random, 0.5, 1.1)
    const fir = {
      u,
      top: ground(u) - tall * 0.94,
      tall,
      slender: between(random, 0.15, 0.21),
      boughs: between(random, 9, 13),
      phase: random(),
    }
    coverWith(canvas, row.tint, colourAt, firShape(fir), { u, v: fir.top + tall / 2, reach: tall * 0.55 })
  }
}

type Fir = { u: number; top: number; tall: number; slender: number; boughs: number; phase: number }

/** A fir: tiers of boughs that widen downwards and droop at their tips, the two sides not quite alike. */
function firShape(fir: Fir): Field {
  const sharp = 0.0009
  return (u, v) => {
    const aside = Math.abs(u - fir.u)
    const side = u < fir.u ? fir.phase : fir.phase + 0.37
    const down = (v - fir.top) / fir.tall - 0.1 * (aside / (fir.tall * fir.slender))
    if (down < 0 || v > fir.top + fir.tall) return 0
    const tier = (down ** 0.85 * fir.boughs + side) % 1
    const ragged = 0.12 * Math.sin(down * 61 + side * 40)
    const width = fir.tall * fir.slender * (down ** 0.9 * (0.52 + 0.48 * tier ** 1.4 + ragged) + 0.012)
    return smooth(sharp, -sharp, aside - width)
  }
}
