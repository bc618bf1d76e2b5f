import { expect, test } from 'vitest'
import type { HeardPhase } from './listen.ts'
import { loop } from './loops.ts'
import { exchangesIn, namingOf } from './names.ts'

const answers = (text: string) => Array.from(text, (letter) => letter === '+')

test('names are exchanged where they stay the other way round, not where single ones stray', () => {
  expect(exchangesIn(answers('++++++++++++++++++++'))).toBe(0)
  expect(exchangesIn(answers('++++++++++--+++--+++++-+'))).toBe(0)
  expect(exchangesIn(answers('++++++++++----------'))).toBe(1)
  expect(exchangesIn(answers('++++++++++---------++++++++'))).toBe(2)
  expect(exchangesIn([])).toBe(0)
})

/** A phase of each second, under these names, all announced as inhales. */
const heardAs = (names: string): HeardPhase[] =>
  Array.from(names, (name, index) => ({
    t_ms: 1000 * index,
    duration_ms: 900,
    event_type: name === 'i' ? 'inhaling' : 'exhaling',
    announced_type: 'inhaling',
    confidence: 0.9,
    emitted_ms: 1000 * index + 200,
    breath_number: 1,
  }))

const truth = (isNamed: boolean) => ({
  file: 'a.wav',
  isNamed,
  phases: Array.from({ length: 20 }, (_, index) => ({
    start: 1000 * index,
    end: 1000 * index + 900,
    phase: index % 2 === 0 ? 'inhale' : 'exhale',
  })),
})

test('where nobody knows the names, the better of the two assignments counts for the whole session', () => {
  const heard = heardAs('eieieieieieieieieiie')
  expect(namingOf(truth(false), heard)).toEqual({ phases: 20, right: 18, rightAtOnce: 10, exchanges: 0 })
  expect(namingOf(truth(true), heard)).toMatchObject({ phases: 20, right: 2 })
})

test('phases that were not found are not asked for their names', () => {
  expect(namingOf(truth(false), heardAs('ie'))).toEqual({ phases: 2, right: 2, rightAtOnce: 1, exchanges: 0 })
})

test('a recording that is played over and over has its phases again each time', () => {
  const second = Int16Array.from({ length: 16_000 }, (_, index) => index)
  const phase = { start: 100, end: 500, phase: 'inhale' }
  const { samples, truth } = loop(second, { file: 'a.wav', isNamed: false, phases: [phase] }, 1)
  expect([samples.length, samples[16_001], truth.phases.length]).toEqual([60 * 16_000, 1, 60])
  expect(truth.phases[59]).toEqual({ start: 59_100, end: 59_500, phase: 'inhale' })
})
