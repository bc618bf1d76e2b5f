import type { ViewReport } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { ApiError } from '../../api/answer.ts'
import { sendUnsent, sendView } from './send-views.ts'
import { unsentViews } from './unsent-views.ts'

const DAY_MS = 86_400_000
const unreachable = async () => Promise.reject(new ApiError('No answer.', 0, 'unreachable'))

function begin() {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const clock = { nowMs: 0 }
  const open = (memberId = 'ada') => unsentViews(storage, memberId, () => clock.nowMs)
  return { kept, clock, open, unsent: open() }
}

const report = (session_id: string, watch_duration: number): ViewReport => ({
  content_id: 'rain',
  session_id,
  watch_duration,
})

test('what the API did not answer is kept over a reload, the last report of each play, and sent later', async () => {
  const { unsent, open, kept } = begin()
  for (const [play, seconds] of [
    ['a', 3],
    ['b', 3],
    ['a', 33],
  ] as const) {
    await sendView({ unsent, post: unreachable }, report(play, seconds))
  }
  const arrived: ViewReport[] = []
  await sendUnsent({ unsent: open(), post: async (one) => arrived.push(one) })
  expect(arrived).toEqual([report('b', 3), report('a', 33)])
  expect(kept.size).toBe(0)
})

test('two tabs of one member share what is unsent: neither loses what the other keeps', async () => {
  const { open } = begin()
  const [one, other] = [open(), open()]
  await sendView({ unsent: one, post: unreachable }, report('a', 3))
  await sendView({ unsent: other, post: unreachable }, report('b', 3))
  await sendView({ unsent: one, post: unreachable }, report('a', 33))
  const arrived: ViewReport[] = []
  await sendUnsent({ unsent: other, post: async (sent) => arrived.push(sent) })
  expect(arrived).toEqual([report('b', 3), report('a', 33)])
  expect(one.all()).toEqual([])
})

test('a report that is answered late leaves the later one of its play', async () => {
  const { unsent } = begin()
  unsent.keep(report('a', 33))
  unsent.settle(report('a', 3))
  expect(unsent.all()).toEqual([report('a', 33)])
})

test.each([404, 422])('a report that the API refuses for good (%d) is forgotten', async (status) => {
  const { unsent } = begin()
  await sendView({ unsent, post: () => Promise.reject(new ApiError('No.', status, 'not_found')) }, report('a', 3))
  expect(unsent.all()).toEqual([])
})

test('each member has their own, few of them, and none for longer than a day', () => {
  const { unsent, open, clock } = begin()
  for (let play = 0; play < 30; play += 1) unsent.keep(report(`${play}`, 3))
  expect(unsent.all()).toHaveLength(20)
  expect(unsent.all().at(-1)?.session_id).toBe('29')
  expect(open('bob').all()).toEqual([])
  clock.nowMs = DAY_MS
  expect(unsent.all()).toEqual([])
})

test('what was stored by nobody of ours is no report, and a full storage is no failure', () => {
  const { unsent, kept } = begin()
  for (const text of ['{', '7', '[null, 1, {"report": {}}]']) {
    kept.set('bliss.views.ada', text)
    expect(unsent.all()).toEqual([])
  }
  const full = {
    getItem: () => null,
    removeItem: () => {},
    setItem: () => {
      throw new Error('QuotaExceededError')
    },
  }
  expect(() => unsentViews(full, 'ada', () => 0).keep(report('a', 3))).not.toThrow()
})
