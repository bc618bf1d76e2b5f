import { expect, test } from 'vitest'
import { clientMessageSchema, serverMessageSchema } from './messages.ts'

const session = '11111111-2222-4333-8444-555555555555'
const hello = { type: 'hello', v: 1, session_id: session, format: 'pcm_s16le', rate: 16_000 }

test('a hello needs no more than what it is about', () => {
  expect(clientMessageSchema.parse(hello)).toEqual({ ...hello, frame_ms: 100, calibrate: false })
})

test('a hello of another version, rate, format or pace is refused', () => {
  for (const wrong of [
    { v: 2 },
    { rate: 48_000 },
    { format: 'opus' },
    { frame_ms: 10 },
    { frame_ms: 501 },
    { session_id: 'x' },
  ]) {
    expect(clientMessageSchema.safeParse({ ...hello, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  }
})

test('a profile is letters, digits, hyphens and underscores, 512 at most', () => {
  const accepts = (profile: string) => clientMessageSchema.safeParse({ ...hello, profile }).success
  expect([accepts('v1_1090'), accepts('a b'), accepts('x'.repeat(513))]).toEqual([true, false, false])
})

test('the server never says a number that is none', () => {
  const metrics = {
    total_breaths: 1,
    breaths_per_minute: Number.NaN,
    avg_breath_duration: null,
    breath_consistency_score: null,
    inhale_exhale_ratio: null,
    quality_score: null,
  }
  expect(serverMessageSchema.safeParse({ type: 'metrics', ...metrics }).success).toBe(false)
  expect(serverMessageSchema.safeParse({ type: 'metrics', ...metrics, breaths_per_minute: 6 }).success).toBe(true)
})
