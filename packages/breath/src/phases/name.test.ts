import { expect, test } from 'vitest'
import { createRandom } from '../../synthesis/index.ts'
import { sessionMetrics } from '../metrics.ts'
import type { PhaseEvent } from '../protocol/event.ts'
import { logPhase } from './log.ts'
import { name, remember, storeNewest } from './name.ts'
import { newPhase } from './phase.ts'
import { newSession } from './session.ts'

const BREATHS = 80
/** By how much exhales exceed inhales on average, and how far single ones stray, cue by cue: a contact microphone's. */
const DIFFERENCE = [0, 0, 3, 0.04, 0.1, 0.2]
const STRAYING = [2, 0.15, 2.5, 0.05, 0.25, 0.4]

/** What is otherwise than in a session in which every phase is heard. */
interface Course {
  /** Phases that were never heard, and how likely the length of the silence makes that (0..1). */
  missing?: readonly number[]
  lateness?: number
  /** By how much exhales exceed inhales, cue by cue. */
  difference?: readonly number[]
}

function nameSession(seed: number, { missing = [], lateness = 0, difference = DIFFERENCE }: Course = {}) {
  const random = createRandom(seed)
  const session = newSession()
  const named = new Map<number, { isExhale: boolean; wasExhale: boolean }>()
  const renamed: PhaseEvent[] = []
  const certainties: number[] = []
  const renamedAt: number[] = []
  const emit = (event: PhaseEvent) => {
    const phase = named.get(event.id)
    const wasExhale = event.event_type === 'exhaling'
    if (phase && phase.wasExhale !== wasExhale) renamed.push(event)
    if (phase) phase.wasExhale = wasExhale
  }
  for (let id = 0; id < 2 * BREATHS; id++) {
    const isExhale = id % 2 === 1
    const cues = difference.map((by, cue) => (isExhale ? by : 0) + (STRAYING[cue] ?? 0) * random.normal())
    if (missing.includes(id)) continue
    const current = { ...newPhase(), id, isJoined: true, gapMs: 700, confidence: 0.9, cues: Float32Array.from(cues) }
    Object.assign(session.current, { ...current, lateness: missing.includes(id - 1) ? lateness : 0 })
    const renamedBefore = renamed.length
    remember(session)
    name(session, { target: null, emit, classifier: () => 0 })
    storeNewest(session)
    logPhase(session.log, { ...session.current, durationMs: 1000, startMs: 2000 * id }, 20)
    named.set(id, { isExhale, wasExhale: session.current.exhale })
    certainties.push(session.naming.certainty)
    renamedAt.push(renamed.length - renamedBefore)
  }
  return { named, renamed, certainties, renamedAt, quality: sessionMetrics(session.log, BREATHS, 1).quality_score ?? 0 }
}

/** Of the phases in `from`..`to`, the share that is named rightly in the end. */
function shareRight({ named }: ReturnType<typeof nameSession>, from: number, to: number): number {
  const phases = [...named].filter(([id]) => id >= from && id < to).map(([, phase]) => phase)
  return phases.filter(({ isExhale, wasExhale }) => isExhale === wasExhale).length / phases.length
}

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

test('names stay as they are for a whole session of alike phases', () => {
  const shares = seeds.map((seed) => shareRight(nameSession(seed), 40, 2 * BREATHS))
  expect(shares.filter((share) => share === 1 || share === 0).length).toBeGreaterThanOrEqual(19)
})

test('a phase that was not heard does not exchange the names of those after it', () => {
  const sessions = seeds.map((seed) => nameSession(seed, { missing: [80, 121] }))
  const kept = sessions.filter((session) => {
    const parts = [shareRight(session, 40, 80), shareRight(session, 90, 120), shareRight(session, 130, 2 * BREATHS)]
    return parts.every((share) => share > 0.7) || parts.every((share) => share < 0.3)
  })
  expect(kept.length).toBe(seeds.length)
})

test('a name that is taken back is a revision, and is believed less', () => {
  const { renamed } = nameSession(3, { missing: [80] })
  expect(renamed.length).toBeGreaterThan(0)
  for (const { state, confidence_score: confidence } of renamed) {
    expect(state).toBe('revise')
    expect(confidence).toBeLessThan(0.9)
  }
})

test('a phase missed in a silence that has room for it costs fewer names than one that the silence says nothing of', () => {
  const wrong = (lateness: number) =>
    seeds.reduce((sum, seed) => sum + nameSession(seed, { missing: [80, 121], lateness }).renamed.length, 0)
  expect(wrong(1)).toBeLessThan(0.7 * wrong(0))
})

/** Exhales are louder, as they are as a rule, and brighter, as they never are as a rule: both signs weigh the same. */
const CONTRADICTORY = [0, -0.33, 3, 0, 0, 0]

test('where the signs of an exhale contradict each other, however long, the names stay as they became', () => {
  const sessions = seeds.map((seed) => nameSession(seed, { difference: CONTRADICTORY }))
  const kept = sessions.filter((session) => shareRight(session, 30, 50) > 0.5 === shareRight(session, 120, 160) > 0.5)
  expect(kept.length).toBe(seeds.length)
})

test('what was renamed lowers the confidence of the next phases, the more the more it was, until nothing was for a while', () => {
  for (const { certainties, renamedAt } of seeds.map((seed) => nameSession(seed, { missing: [80] }))) {
    for (const [at, certainty] of certainties.entries()) {
      const lately = renamedAt.slice(Math.max(0, at - 40), at + 1).reduce((sum, count) => sum + count, 0)
      if (lately === 0) expect(certainty).toBeGreaterThan(0.99)
      if ((renamedAt[at] ?? 0) > 0) expect(certainty).toBeLessThan(1 - 0.01 * (renamedAt[at] ?? 0))
    }
  }
})

test('what was renamed lowers the quality that is shown', () => {
  const sessions = seeds.map((seed) => nameSession(seed, { missing: [80] }))
  const [most, least] = [1, -1].map(
    (sign) => sessions.toSorted((a, b) => sign * (b.renamed.length - a.renamed.length))[0],
  )
  expect(most?.quality).toBeLessThan(least?.quality ?? 0)
})
