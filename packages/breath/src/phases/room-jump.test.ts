import { expect, test } from 'vitest'
import { eventsOf, phasesIn } from '../testing/listening.ts'
import { addBurst, room, toPcm } from '../testing/sounds.ts'

const SECONDS = 24
/** The floor may be held for so long. */
const KNOWN_FROM_MS = 13_500

test('breaths after a floor that jumps are heard as those before, none is too faint or ends early', () => {
  const sound = room(SECONDS, 1, -90)
  room(SECONDS, 2, -52).forEach((value, index) => {
    if (index > 16_000) sound[index] = (sound[index] ?? 0) + value
  })
  const onsetsMs: number[] = []
  for (let at = 1.5; at < SECONDS - 1.5; at += 1.1) {
    onsetsMs.push(1000 * at)
    addBurst(sound, { at, seconds: 0.9, hz: 1200, levelDb: -22, seed: Math.round(10 * at) })
  }
  const phases = phasesIn(eventsOf(toPcm(sound)).events)
  const heard = onsetsMs.map((onsetMs) => phases.find(({ t_ms }) => Math.abs(t_ms - onsetMs) < 250))
  const later = heard.filter((_, index) => (onsetsMs[index] ?? 0) > KNOWN_FROM_MS)
  expect(later.length).toBeGreaterThan(6)
  expect(later.filter((phase) => phase === undefined)).toEqual([])
  expect(Math.min(...later.map((phase) => phase?.duration_ms ?? 0))).toBeGreaterThan(550)
})
