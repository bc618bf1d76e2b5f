import type { ContentCard, Home } from '@better-and-bliss/sdk'
import { describe, expect, test } from 'vitest'
import { withoutItem } from './without.ts'

const item = (id: string) => ({ id }) as ContentCard
const begun = (id: string) => ({ item: item(id), place: { position_seconds: 60, under_way: true } })
const suggested = (id: string) => ({ item: item(id), reasons: [{ kind: 'new' as const }] })
const home = (about: Partial<Home>): Home => ({
  first_week: null,
  hero: null,
  continue: [],
  for_now: [],
  series: [],
  featured: [],
  new: [],
  trending: [],
  categories: [],
  ...about,
})

describe('a page without an item', () => {
  test('has lost it on its shelf, and nothing else', () => {
    const page = home({ hero: { ...begun('a'), reasons: [] }, continue: [begun('b')], for_now: [suggested('c')] })
    expect(withoutItem(page, 'b')).toEqual({ ...page, continue: [] })
    expect(withoutItem(page, 'c')).toEqual({ ...page, for_now: [] })
  })

  test('opens with what was begun before, then with what is suggested, put forward, or new, then with nothing', () => {
    const page = home({
      ...{ hero: { ...begun('a'), reasons: [] }, continue: [begun('b')], for_now: [suggested('c')] },
      ...{ featured: [item('d')], new: [item('e')] },
    })
    const second = withoutItem(page, 'a')
    expect([second.hero?.item.id, second.continue, second.for_now.length]).toEqual(['b', [], 1])
    const third = withoutItem(second, 'b')
    expect([third.hero?.item.id, third.hero?.place, third.for_now]).toEqual(['c', null, []])
    const fourth = withoutItem(third, 'c')
    expect([fourth.hero?.item.id, fourth.featured]).toEqual(['d', []])
    const fifth = withoutItem(fourth, 'd')
    expect([fifth.hero?.item.id, fifth.new]).toEqual(['e', []])
    expect(withoutItem(fifth, 'e').hero).toBeNull()
  })
})
