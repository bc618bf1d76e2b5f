import { expect, test } from 'vitest'
import { viewRate } from './view-rate.ts'

function counting() {
  const used = new Map<string, number>()
  return viewRate({
    consume: async (key, { points }) => {
      used.set(key, (used.get(key) ?? 0) + 1)
      return { allowed: (used.get(key) ?? 0) <= points, used: used.get(key) ?? 0, resetSeconds: 1 }
    },
  })
}

const begin = (rate: ReturnType<typeof counting>, viewer: string, items: number, address: string | null = null) =>
  Promise.all(
    Array.from({ length: items }, (_, item) => rate.allows({ viewer, address, contentId: `${viewer} ${item}` })),
  )
const countOf = (allowed: boolean[]) => allowed.filter(Boolean).length

test('a viewer who begins more items than people do counts no more; others do, and what was begun goes on', async () => {
  const rate = counting()
  expect(countOf(await begin(rate, 'bot', 100))).toBe(60)
  expect(countOf(await begin(rate, 'ada', 20))).toBe(20)
  expect(await rate.allows({ viewer: 'bot', address: null, contentId: 'bot 3' })).toBe(true)
  expect(await rate.allows({ viewer: 'bot', address: null, contentId: 'another' })).toBe(false)
})

test('an address counts no more under ever new names', async () => {
  const rate = counting()
  const viewers = await Promise.all(
    Array.from({ length: 100 }, (_, name) => begin(rate, `agent ${name}`, 10, '192.0.2.1')),
  )
  expect(countOf(viewers.flat())).toBe(600)
  expect(countOf(await begin(rate, 'eve', 10, '192.0.2.2'))).toBe(10)
})
