import type { Random } from '../../random.ts'
import { type Canvas, columns, cover, coverWith, type Field, paint, shine } from '../canvas.ts'
import { colour, type Ramp, ramp } from '../colour.ts'
import { bell, layered, type Relief, relief, smooth } from '../field.ts'

/**
 * One dune: where its top is, how far it spreads to either side, how its ridge winds down, and its lit and shaded sand.
 */
type Dune = { u: number; v: number; left: number; right: number; wind: number; lit: Ramp; shade: Ramp }

const DUNES: readonly Dune[] = [
  {
    u: 0.42,
    v: 0.43,
    left: 0.9,
    right: 1.1,
    wind: 0.5,
    lit: ramp([0, '#f0b890'], [1, '#dd9a78']),
    shade: ramp([0, '#d79a7c'], [1, '#c98a70']),
  },
  {
    u: 1.5,
    v: 0.47,
    left: 1,
    right: 0.8,
    wind: -0.6,
    lit: ramp([0, '#eaa87e'], [1, '#d58c69']),
    shade: ramp([0, '#c58069'], [1, '#b06f5d']),
  },
  {
    u: 0.95,
    v: 0.545,
    left: 0.85,
    right: 0.9,
    wind: 0.8,
    lit: ramp([0, '#e29a6d'], [1, '#c2734f']),
    shade: ramp([0, '#aa6452'], [1, '#8d4f46']),
  },
  {
    u: 0.14,
    v: 0.62,
    left: 0.8,
    right: 1.2,
    wind: 0.7,
    lit: ramp([0, '#d4855a'], [1, '#a95a40']),
    shade: ramp([0, '#8f4c41'], [1, '#723a38']),
  },
  {
    u: 1.36,
    v: 0.7,
    left: 1.1,
    right: 0.9,
    wind: -0.9,
    lit: ramp([0, '#c06f48'], [1, '#8c4634']),
    shade: ramp([0, '#713a36'], [1, '#552a2d']),
  },
  {
    u: 0.55,
    v: 0.845,
    left: 1.2,
    right: 1.4,
    wind: 0.8,
    lit: ramp([0, '#9c5439'], [1, '#63302b']),
    shade: ramp([0, '#4f2729'], [1, '#341a20']),
  },
]

/** Dunes in late light, one behind another: each crest divides a lit side from a shaded one. */
export function dunes(canvas: Canvas, random: Random): void {
  const wind = layered(relief(random), 3)
  paint(canvas, ramp([0, '#f7dfc6'], [0.3, '#f3c8a2'], [0.55, '#eaab84'], [1, '#d58f70']), (_, v) => v * 1.5)
  shine(canvas, colour('#ffd7a0'), (u, v) => 0.4 * bell(Math.hypot(u - 1.12, v - 0.24), 0.36))
  cover(canvas, colour('#fff6e3'), (u, v) => smooth(0.0855, 0.0825, Math.hypot(u - 1.12, v - 0.24)))
  for (const dune of DUNES) raise(canvas, dune, wind)
}

function raise(canvas: Canvas, dune: Dune, wind: Relief): void {
  const crest = columns(canvas, (u) => {
    const away = u < dune.u ? (dune.u - u) / dune.left : (u - dune.u) / dune.right
    return dune.v + 0.31 * Math.max(0, Math.hypot(away, 0.035) - 0.035) ** 1.25 + 0.012 * wind(u * 1.8, dune.v * 20)
  })
  const inside: Field = (u, v) => smooth(-0.0012, 0.0012, v - crest(u))
  const sand: Field = (u, v) => {
    const ripples = 0.06 * smooth(0.5, 1, v) * Math.sin(v * 190 - u * 30 + 22 * wind(u * 1.5, v * 2.2))
    return (v - dune.v) * 2.3 + 0.1 * wind(u * 3, v * 5) + ripples
  }
  const ridge = (v: number) => {
    const down = v - dune.v
    return dune.u + dune.wind * (0.41 * down + 0.08 * Math.sin(down * 13))
  }
  coverWith(canvas, dune.lit, sand, inside)
  coverWith(canvas, dune.shade, sand, (u, v) => inside(u, v) * smooth(-0.003 - (v - dune.v) * 0.1, 0.003, u - ridge(v)))
}
