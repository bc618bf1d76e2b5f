import { expect, test } from 'vitest'
import { beginningLogOdds, newBeginnings, noteBeginning } from './beginnings.ts'
import { clusterEvidence } from './clustering.ts'
import { type Burst, CUES, newNaming } from './naming.ts'

/** Only the level tells the clusters apart: -50 dB and -40 dB of whole bursts. */
function twoLevels() {
  const naming = newNaming()
  naming.middle[2] = -45
  naming.slope[2] = 10 / 16
  return naming
}

function burst(levelDb: number, cluster: number, more: Partial<Burst> = {}): Burst {
  const cues = new Float32Array(CUES)
  cues[2] = levelDb
  return { cues, clarity: 1, gapMs: 200, lateness: 0, isJoined: true, hint: 0, cluster, ...more }
}

test('what begins softly is compared with beginnings, not with whole bursts', () => {
  const naming = twoLevels()
  const beginnings = newBeginnings()
  const rising = burst(-48, 1)
  const before = [burst(-40, 1), burst(-50, 0, { isJoined: false })]
  expect(clusterEvidence(naming, rising)).toBeLessThan(0)
  for (let breath = 0; breath < 4; breath++) {
    for (const [cluster, levelDb] of [-58, -48].entries()) {
      beginnings.cues.set(burst(levelDb, cluster).cues)
      noteBeginning(beginnings, cluster)
    }
  }
  const known = beginningLogOdds(beginnings, naming, rising, before)
  expect(known).toBeGreaterThan(beginningLogOdds(newBeginnings(), naming, rising, before))
  expect(beginningLogOdds(beginnings, naming, burst(-48, 1, { isJoined: false }), before)).toBeGreaterThan(0)
})

test('taking turns with a phase that may be either says little, with one that is certain much', () => {
  const naming = twoLevels()
  const next = burst(-45, 1, { isJoined: true })
  const after = (levelDb: number) =>
    beginningLogOdds(newBeginnings(), naming, next, [burst(levelDb, 0, { isJoined: false })])
  expect(after(-54)).toBeGreaterThan(3)
  expect(after(-36)).toBeLessThan(-3)
  expect(Math.abs(after(-45))).toBeLessThan(0.1)
})

test('before any phase, and after a gap, nothing takes turns', () => {
  const naming = twoLevels()
  expect(beginningLogOdds(newBeginnings(), naming, burst(-45, 1), [])).toBe(0)
  expect(beginningLogOdds(newBeginnings(), naming, burst(-45, 1, { isJoined: false }), [burst(-52, 0)])).toBe(0)
})
