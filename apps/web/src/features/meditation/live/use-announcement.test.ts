import { NO_METRICS } from '@better-and-bliss/breath/protocol'
import { expect, test } from 'vitest'
import { NO_BREATH } from './breath.ts'
import type { LiveView } from './live-session.ts'
import { FLOWING } from './sound-state.ts'
import { announcementOf } from './use-announcement.ts'

const breathing = (breaths: number) => ({ ...NO_BREATH, metrics: { ...NO_METRICS, total_breaths: breaths } })
const live: LiveView = { connection: 'live', breath: breathing(3), sound: FLOWING, guidance: { name: 'held' } }
const said = (change: Partial<LiveView>) => announcementOf({ ...live, ...change }, true)

test('what is detected is said, and every twenty-five breaths how many there were', () => {
  expect(said({})).not.toMatch(/breaths/)
  expect(said({ breath: breathing(26) })).toMatch(/, 25 breaths$/)
  expect(said({ breath: breathing(49) })).toBe(said({ breath: breathing(26) }))
})

test('a pause is said, whatever else there is', () => {
  expect(said({ sound: { name: 'paused', isLost: true }, connection: 'reconnecting' })).toBe('Paused')
})

test('what says for itself how it is, is not said twice', () => {
  expect(said({ sound: { name: 'interrupted', why: 'muted' } })).toBe('')
  expect(said({ sound: { name: 'lost' } })).toBe('')
  expect(said({ guidance: { name: 'calibrating' } })).toBe('')
  expect(said({ connection: 'reconnecting' })).toBe('')
})
