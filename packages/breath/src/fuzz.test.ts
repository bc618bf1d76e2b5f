import { expect, test } from 'vitest'
import { breathing, createRandom } from '../synthesis/index.ts'
import { createDetector, createPhaseDetector, HOP_SAMPLES, RECORD_BYTES } from './index.ts'
import type { PhaseEvent } from './protocol/event.ts'
import { phaseEventSchema, qualitySchema, sessionMetricsSchema } from './protocol/event.ts'
import { recordsOf } from './testing/listening.ts'

const PLAIN = { target: null, calibrate: false, profile: null }
const HOPS = 100_000
/** Each number at its longest, and nothing that grows. */
const MOST_BYTES = 6_000
const random = createRandom(99)
const { samples } = breathing({ seconds: 60, seed: 9 })
const genuine = recordsOf(samples)

const oneIn = (count: number) => random.uniform() < 1 / count
const anyByte = () => Math.floor(random.uniform() * 256)

/** What every event and every answer must be, whatever came in. */
function watch() {
  const wrong: unknown[] = []
  const hear = (event: PhaseEvent) => {
    if (!phaseEventSchema.safeParse(event).success) wrong.push(event)
  }
  const ask = (detector: Pick<ReturnType<typeof createDetector>, 'metrics' | 'quality'>) => {
    if (!sessionMetricsSchema.safeParse(detector.metrics()).success) wrong.push(detector.metrics())
    if (!qualitySchema.safeParse(detector.quality()).success) wrong.push(detector.quality())
  }
  return { wrong, hear, ask }
}

test.each([
  ['random', () => anyByte()],
  ['mutated', (at: number) => (oneIn(50) ? anyByte() : (genuine[at % genuine.length] ?? 0))],
])('a hundred thousand %s records give no exception, no number that is none, and no growth', (_, byteAt) => {
  const { wrong, hear, ask } = watch()
  const detector = createPhaseDetector(PLAIN, hear)
  const records = new Uint8Array(HOPS * RECORD_BYTES).map((_, at) => byteAt(at))
  for (let at = 0; at < records.length; at += 1_000 * RECORD_BYTES) {
    detector.pushRecords(records.subarray(at, at + 1_000 * RECORD_BYTES))
    if (oneIn(10)) detector.gap(Math.floor(random.uniform() * 50_000))
    ask(detector)
  }
  detector.finish()
  expect(wrong).toEqual([])
  expect(detector.snapshot().byteLength).toBeLessThan(MOST_BYTES)
})

test('a hundred thousand hops of mutated sound, cut anywhere, do no harm to both stages either', () => {
  const { wrong, hear, ask } = watch()
  const detector = createDetector(PLAIN, hear)
  let from = 0
  while (detector.position < HOPS * HOP_SAMPLES) {
    const length = 1 + Math.floor(random.uniform() * 40_000)
    const gain = oneIn(4) ? 40 * random.uniform() : 1
    const isNoise = oneIn(20)
    const piece = samples.slice(from, from + length)
    // An Int16Array wraps around: what is too loud becomes rough.
    for (let at = 0; at < piece.length; at++) piece[at] = isNoise ? anyByte() << 8 : (piece[at] ?? 0) * gain
    detector.pushPcm(piece)
    if (oneIn(5)) detector.gap(length)
    ask(detector)
    from = Math.floor(random.uniform() * samples.length)
  }
  detector.finish()
  expect(wrong).toEqual([])
  expect(detector.snapshot().byteLength).toBeLessThan(MOST_BYTES)
})
