import { expect, test } from 'vitest'
import { endOf, newBursts, segment } from './onset.ts'

const TOP_DB = 40

/** Hops at `db`, from the moment on that the hops before ended. */
const held = (hops: number, db: number) => Array.from({ length: hops }, () => db)
const ramp = (hops: number, from: number, to: number) =>
  Array.from({ length: hops }, (_, hop) => from + ((to - from) * (hop + 1)) / hops)

/** What happens to the bursts of `values`, each with the moment at which the burst ended. */
function hear(values: readonly number[]): { change: string; atMs: number; endMs: number }[] {
  const bursts = newBursts()
  return values.flatMap((valueDb, hop) => {
    const atMs = 10 * hop
    const change = segment(bursts, valueDb, atMs)
    if (change === 'split') return { change, atMs, endMs: endOf(bursts, atMs, bursts.valleyMs) }
    return change === 'ended' ? { change, atMs, endMs: bursts.endMs } : []
  })
}

test('a breath that the next one follows ends where it stops fading, not at the deepest point of the flicker between them', () => {
  const between = [...held(25, 24), 23.5, ...held(14, 24)]
  const [end] = hear([...held(50, 0), ...ramp(10, 0, TOP_DB), ...ramp(40, TOP_DB, 24), ...between, ...ramp(10, 24, 40)])
  expect(end?.change).toBe('split')
  expect(end?.endMs).toBeGreaterThan(900)
  expect(end?.endMs).toBeLessThanOrEqual(1000)
})

test('a breath that fades into silence ends 25 dB below its loudest, as before', () => {
  const [end] = hear([...held(50, 0), ...ramp(10, 0, TOP_DB), ...ramp(40, TOP_DB, 0), ...held(40, 0)])
  expect(end?.change).toBe('ended')
  expect(end?.endMs).toBeCloseTo(590 + 250, -2)
})
