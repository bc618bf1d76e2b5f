import { expect, test } from 'vitest'
import { examine, fits } from './check.ts'

test('what throws or never answers is wrong, and keeps no other check from being made', async () => {
  const cause = new AggregateError([new Error('connect ECONNREFUSED 127.0.0.1:1')])
  const examined = await examine(
    [
      { subject: 'thrown', look: () => Promise.reject(new Error('outer', { cause })) },
      { subject: 'silent', look: () => new Promise(() => {}) },
      { subject: 'well', look: () => [fits('It is well.')] },
    ],
    { patienceMs: 20 },
  )
  expect(examined).toMatchObject([
    { outcomes: [{ kind: 'wrong', says: 'It could not be looked at: connect ECONNREFUSED 127.0.0.1:1.' }] },
    { outcomes: [{ kind: 'wrong', says: expect.stringContaining('no answer within 0.02 s') }] },
    { outcomes: [{ kind: 'fits', says: 'It is well.' }] },
  ])
})
