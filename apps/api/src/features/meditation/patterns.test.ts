import { PATTERNS, targetSchema } from '@better-and-bliss/breath/protocol'
import { expect, test } from 'vitest'
import { targetOf } from './patterns.ts'

const OWN = { inhale_ms: 3_000, hold_in_ms: 0, exhale_ms: 5_000, hold_out_ms: 0 }

test('each pattern of ours is a target that the socket takes, and breathing as it comes is none', () => {
  for (const pattern of PATTERNS) {
    const target = targetOf(pattern, OWN)
    if (pattern === 'none') expect(target).toBeNull()
    else expect(targetSchema.parse(target)).toEqual(target)
  }
})

test("a member's own target counts under its own name only", () => {
  expect(targetOf('own', OWN)).toEqual(OWN)
  expect(targetOf('box', OWN)).not.toEqual(OWN)
})
