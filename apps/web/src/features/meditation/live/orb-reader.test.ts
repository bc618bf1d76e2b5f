import { expect, test } from 'vitest'
import { RESTING_FULLNESS } from '../orb-motion.ts'
import { NO_BREATH, type Phase } from './breath.ts'
import { createOrbReader } from './orb-reader.ts'

const box = { inhale_ms: 4000, hold_in_ms: 4000, exhale_ms: 4000, hold_out_ms: 4000 }

function phase(type: Phase['type'], startMs: number, id = 1): Phase {
  return { id, type, startMs, endMs: null, confidence: 0.9 }
}

/** An orb whose page and sound began together; frames of 16 ms. */
function orb(target: typeof box | null = null) {
  const world = { breath: NO_BREATH, clockMs: 0, isOff: false, patternMs: null as number | null }
  const read = createOrbReader(target, () => world)
  return {
    world,
    follow: (now: Phase | null) => {
      world.breath = { ...world.breath, now, phases: now ? [now] : [] }
    },
    until: (ms: number) => {
      let frame = read(world.clockMs)
      while (world.clockMs < ms) {
        world.clockMs += 16
        frame = read(world.clockMs)
      }
      return frame
    },
  }
}

test('the orb grows while breathing in, and shrinks while breathing out', () => {
  const { follow, until } = orb()
  follow(phase('inhaling', 0))
  const inhaled = until(3000).fullness
  expect(inhaled).toBeGreaterThan(0.8)
  follow(phase('exhaling', 3000, 2))
  expect(until(8000).fullness).toBeLessThan(0.15)
})

test('a phase moves the orb within a third of a second of being told', () => {
  const { follow, until } = orb()
  follow(phase('inhaling', 0))
  until(2500)
  const before = until(3000).fullness
  follow(phase('exhaling', 2750, 2))
  expect(until(3330).fullness).toBeLessThan(before - 0.02)
})

test('it never jumps, however late a phase is told', () => {
  const { world, follow, until } = orb()
  follow(phase('exhaling', 0))
  let shown = until(6000).fullness
  follow(phase('inhaling', 3000, 2))
  for (let ms = 6016; ms < 7000; ms += 16) {
    const next = until(ms).fullness
    expect(Math.abs(next - shown)).toBeLessThan(0.1)
    shown = next
  }
  expect(world.clockMs).toBeGreaterThan(6900)
})

test('in a hold it rests where it is', () => {
  const { follow, until } = orb()
  follow(phase('inhaling', 0))
  const full = until(4000).fullness
  follow(phase('holding', 4000, 2))
  expect(until(8000).fullness).toBeCloseTo(full, 1)
})

test('a breath that lasts longer than usual goes on growing, and never beyond full', () => {
  const { follow, until } = orb(box)
  follow(phase('inhaling', 0))
  const usual = until(4000).fullness
  const longer = until(9000).fullness
  expect(longer).toBeGreaterThan(usual)
  expect(longer).toBeLessThanOrEqual(1)
})

test('when nothing is followed it says so, and comes to rest', () => {
  const { world, follow, until } = orb()
  follow(phase('inhaling', 0))
  expect(until(3000).isResting).toBe(false)
  follow(phase('idle', 3000, 2))
  const idle = until(9000)
  expect(idle.isResting).toBe(true)
  expect(idle.fullness).toBeCloseTo(RESTING_FULLNESS, 1)
  follow(phase('inhaling', 9000, 3))
  world.isOff = true
  expect(until(9200).isResting).toBe(true)
})

test('the pattern stands beside it only while there is one to follow', () => {
  const { world, until } = orb(box)
  expect(until(100).target).toBeNull()
  world.patternMs = 4000
  expect(until(200).target).toBe(1)
})
