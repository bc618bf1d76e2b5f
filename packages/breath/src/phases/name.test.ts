import { expect, test } from 'vitest'
import { createRandom } from '../../synthesis/index.ts'
import type { PhaseEvent } from '../protocol/event.ts'
import { name, remember } from './name.ts'
import { newPhase } from './phase.ts'
import { newSession } from './session.ts'

const BREATHS = 80
/** By how much exhales exceed inhales on average, and how far single ones stray, cue by cue: a contact microphone's. */
const DIFFERENCE = [0, 0, 3, 0.04, 0.1, 0.2]
const STRAYING = [2, 0.15, 2.5, 0.05, 0.25, 0.4]

/** Names the phases of a session, of which those at `missing` were never heard. */
function nameSession(seed: number, missing: readonly number[]) {
  const random = createRandom(seed)
  const session = newSession()
  const named = new Map<number, { isExhale: boolean; wasExhale: boolean }>()
  const renamed: PhaseEvent[] = []
  const emit = (event: PhaseEvent) => {
    const phase = named.get(event.id)
    const wasExhale = event.event_type === 'exhaling'
    if (phase && phase.wasExhale !== wasExhale) renamed.push(event)
    if (phase) phase.wasExhale = wasExhale
  }
  for (let id = 0; id < 2 * BREATHS; id++) {
    const isExhale = id % 2 === 1
    const cues = DIFFERENCE.map((by, cue) => (isExhale ? by : 0) + (STRAYING[cue] ?? 0) * random.normal())
    if (missing.includes(id)) continue
    const current = { ...newPhase(), id, isJoined: true, gapMs: 700, confidence: 0.9, cues: Float32Array.from(cues) }
    Object.assign(session.current, current)
    remember(session)
    name(session, { target: null, emit, classifier: () => 0 })
    named.set(id, { isExhale, wasExhale: session.current.exhale })
  }
  return { named, renamed }
}

/** Of the phases in `from`..`to`, the share that is named rightly in the end. */
function shareRight({ named }: ReturnType<typeof nameSession>, from: number, to: number): number {
  const phases = [...named].filter(([id]) => id >= from && id < to).map(([, phase]) => phase)
  return phases.filter(({ isExhale, wasExhale }) => isExhale === wasExhale).length / phases.length
}

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

test('names stay as they are for a whole session of alike phases', () => {
  const shares = seeds.map((seed) => shareRight(nameSession(seed, []), 40, 2 * BREATHS))
  expect(shares.filter((share) => share === 1 || share === 0).length).toBeGreaterThanOrEqual(19)
})

test('a phase that was not heard does not exchange the names of those after it', () => {
  const sessions = seeds.map((seed) => nameSession(seed, [80, 121]))
  const kept = sessions.filter((session) => {
    const parts = [shareRight(session, 40, 80), shareRight(session, 90, 120), shareRight(session, 130, 2 * BREATHS)]
    return parts.every((share) => share > 0.7) || parts.every((share) => share < 0.3)
  })
  expect(kept.length).toBe(seeds.length)
})

test('a name that is taken back is a revision, and is believed less', () => {
  const { renamed } = nameSession(3, [80])
  expect(renamed.length).toBeGreaterThan(0)
  for (const { state, confidence_score: confidence } of renamed) {
    expect(state).toBe('revise')
    expect(confidence).toBeLessThan(0.9)
  }
})
