import { expect, test } from 'vitest'
import { calibrationError, reliability, truthsOf } from './reliability.ts'

const row = { file: 'a.wav', phase_known: '1', start_ms: '1000', end_ms: '2000', phase: 'inhale' }
const heard = {
  announced_type: 'inhaling',
  t_ms: 1000,
  duration_ms: 1000,
  confidence: 0.95,
  emitted_ms: 1200,
  breath_number: 1,
} as const

test('a phase is right where half of it overlaps, under its name', () => {
  const truths = truthsOf([row])
  const bins = reliability(truths, [
    {
      file: 'a.wav',
      events: [
        { ...heard, event_type: 'inhaling' },
        { ...heard, event_type: 'exhaling' },
        { ...heard, event_type: 'inhaling', t_ms: 1600 },
        { ...heard, event_type: 'holding' },
      ],
    },
  ])
  expect(bins).toEqual([{ from: 0.9, count: 3, confidence: expect.closeTo(2.85), right: 1 }])
  expect(calibrationError(bins)).toBeCloseTo((2.85 - 1) / 3)
})

test('where nobody knows the names, the better of the two namings counts', () => {
  const truths = truthsOf([{ ...row, phase_known: '0' }])
  const events = [{ ...heard, event_type: 'exhaling' as const }]
  expect(reliability(truths, [{ file: 'a.wav', events }])[0]?.right).toBe(1)
})

test('what is heard in a file without breath is wrong', () => {
  const truths = truthsOf([{ ...row, phase: 'none', start_ms: '', end_ms: '' }])
  const events = [{ ...heard, event_type: 'exhaling' as const }]
  expect(reliability(truths, [{ file: 'a.wav', events }])[0]?.right).toBe(0)
})
