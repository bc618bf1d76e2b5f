import { type Relief, smooth } from './field.ts'

export type Curtain = { v: number; strength: number; phase: number; height: number }

/** The nearer and the farther curtain of the northern lights: where they hang, how bright, how high they reach. */
export const CURTAINS: readonly Curtain[] = [
  { v: 0.47, strength: 0.8, phase: 0, height: 0.3 },
  { v: 0.36, strength: 0.5, phase: 2.6, height: 0.24 },
]

/**
 * One column of a curtain: `hem` is its lower edge, `glow` its brightness in fine vertical rays and wide patches.
 * `turn` (0 to 2π) is the moment in a movement that returns to its beginning: it leads the noise round a circle.
 */
export function hang(curtain: Curtain, drift: Relief, u: number, turn: number): { hem: number; glow: number } {
  const { phase } = curtain
  const x = Math.cos(turn) - 1
  const y = Math.sin(turn)
  const sway = 0.085 * Math.sin(u * 3.1 + phase + 0.5 * y) + 0.04 * Math.sin(u * 7.3 - phase + 0.9 * x)
  const hem = curtain.v + sway + 0.05 * drift(u * 1.5 + phase + 0.35 * x, 1 + 0.5 * y)
  const rays = 0.68 + 0.5 * drift(u * 7 + phase * 3 + 0.7 * x, 4.2 + 1.1 * y) + 0.28 * drift(u * 27 + x, 8.1 + 1.6 * y)
  const patches = smooth(-0.5, 0.5, drift(u * 1.1 + 5 + phase + 0.4 * x, 20 + 0.9 * y))
  return { hem, glow: curtain.strength * Math.max(0, rays) * patches }
}
