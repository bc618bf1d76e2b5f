import { describe, expect, test } from 'vitest'
import { chooseForNow, type Now } from './choose-for-now.ts'
import { homeItem } from './testing/items.ts'

const maya = { id: 'maya', name: 'Maya Lind' }
const sleep = { id: 'sleep', name: 'Sleep', slug: 'sleep' }
const now = (about: Partial<Now> & { fits?: string[] } = {}): Now => ({
  partOfDay: 'evening',
  finished: [],
  ...about,
  fitting: new Set(about.fits ?? []),
})
const ids = (...args: Parameters<typeof chooseForNow>) => chooseForNow(...args).map(({ item }) => item.id)

describe('what is suggested for now', () => {
  test('is what fits the hour first, and says so', () => {
    const chosen = chooseForNow([homeItem('new'), homeItem('calm')], now({ fits: ['calm'] }))
    expect(chosen).toMatchObject([
      { item: { id: 'calm' }, reasons: [{ kind: 'hour', part_of_day: 'evening' }] },
      { item: { id: 'new' }, reasons: [{ kind: 'new' }] },
    ])
  })

  test('is then by whom, and of the category, of which something was finished', () => {
    const finished = [homeItem('done', { expert: maya, category: sleep, durationSeconds: null })]
    const chosen = chooseForNow(
      [homeItem('other'), homeItem('same-category', { category: sleep }), homeItem('same-expert', { expert: maya })],
      now({ finished }),
    )
    expect(chosen.map(({ reasons }) => reasons)).toEqual([
      [{ kind: 'expert', name: 'Maya Lind' }],
      [{ kind: 'category', name: 'Sleep' }],
      [{ kind: 'new' }],
    ])
  })

  test('is as long as what is finished usually, once two were', () => {
    const short = homeItem('short', { durationSeconds: 290 })
    const long = homeItem('long', { durationSeconds: 3_000 })
    const done = (id: string) => homeItem(id, { durationSeconds: 300 })
    expect(ids([long, short], now({ finished: [done('a')] }))).toEqual(['long', 'short'])
    const [first] = chooseForNow([long, short], now({ finished: [done('a'), done('b')] }))
    expect(first).toMatchObject({ item: { id: 'short' }, reasons: [{ kind: 'length', minutes: 5 }] })
  })

  test('has two reasons at the most, the strongest ones, and a length of nothing is none', () => {
    const finished = [homeItem('a', { expert: maya, category: sleep }), homeItem('b')]
    const item = homeItem('best', { expert: maya, category: sleep, featured: true })
    const unknown = homeItem('unknown', { durationSeconds: null })
    expect(chooseForNow([unknown, item], now({ fits: ['best'], finished }))).toMatchObject([
      { reasons: [{ kind: 'hour' }, { kind: 'expert' }] },
      { reasons: [{ kind: 'new' }] },
    ])
    expect(chooseForNow([item], now({ fits: ['best'], finished }))[0]?.reasons).toHaveLength(2)
  })

  test('is six items at the most, and of equals the first', () => {
    const items = Array.from({ length: 9 }, (_, number) => homeItem(`${number}`))
    expect(ids(items, now())).toEqual(['0', '1', '2', '3', '4', '5'])
    expect(ids([...items, homeItem('put-forward', { featured: true })], now())[0]).toBe('put-forward')
  })
})
