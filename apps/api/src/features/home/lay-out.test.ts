import { describe, expect, test } from 'vitest'
import type { HomeItem } from './item.ts'
import { type Found, layOut } from './lay-out.ts'
import { homeItem } from './testing/items.ts'

const items = (...ids: string[]) => ids.map((id) => homeItem(id))
const nothing: Found<{ item: HomeItem }> = {
  continuing: [],
  series: [],
  forNow: [],
  featured: [],
  newest: [],
  trending: [],
  categories: [],
}
const lay = (found: Partial<typeof nothing>, { needsFirstTitle = false } = {}) =>
  layOut({ ...nothing, ...found }, { opens: ({ accessTier }) => accessTier === 'free', needsFirstTitle })
const idsOf = (shelf: readonly HomeItem[]) => shelf.map(({ id }) => id)

describe('the page', () => {
  test('has no item twice', () => {
    const some = items('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j')
    const page = lay(
      {
        continuing: [{ item: homeItem('a') }, { item: homeItem('b') }],
        series: [
          { item: homeItem('b'), watchedCount: 1, episodeCount: 2 },
          { item: homeItem('c'), watchedCount: 1, episodeCount: 2 },
        ],
        forNow: [
          { item: homeItem('c'), reasons: [] },
          { item: homeItem('d'), reasons: [] },
        ],
        featured: items('d', 'e'),
        trending: items('e', 'f'),
        newest: items('f', 'g'),
        categories: [
          { id: 'all', items: some },
          { id: 'again', items: some },
        ],
      },
      { needsFirstTitle: true },
    )
    const shown = [
      ...(page.firstTitle ? [page.firstTitle] : []),
      ...(page.hero ? [page.hero.item] : []),
      ...[...page.continuing, ...page.series, ...page.forNow].map(({ item }) => item),
      ...page.featured,
      ...page.trending,
      ...page.newest,
      ...page.categories.flatMap((category) => category.items),
    ]
    expect(new Set(idsOf(shown)).size).toBe(shown.length)
  })

  test('opens with what was begun, else with what is for now, else with what is put forward or new', () => {
    const forNow = [{ item: homeItem('now'), reasons: [] }]
    const continuing = [{ item: homeItem('begun') }]
    expect(lay({ continuing, forNow }).hero?.item.id).toBe('begun')
    expect(lay({ forNow, featured: items('forward') }).hero?.item.id).toBe('now')
    expect(lay({ featured: items('forward'), newest: items('new') }).hero?.item.id).toBe('forward')
    expect(lay({ newest: items('new') }).hero?.item.id).toBe('new')
    expect(lay({}).hero).toBeNull()
  })

  test('shows what does not open behind what does', () => {
    const locked = homeItem('locked', { accessTier: 'premium' })
    const page = lay({ forNow: [{ item: homeItem('now'), reasons: [] }], newest: [locked, ...items('x', 'y')] })
    expect(idsOf(page.newest)).toEqual(['x', 'y', 'locked'])
  })

  test('shows a new member a free title to begin with, put forward if there is one', () => {
    const locked = homeItem('locked', { accessTier: 'premium' })
    expect(lay({ featured: [locked], newest: items('free') }, { needsFirstTitle: true }).firstTitle?.id).toBe('free')
    expect(lay({ featured: [locked] }, { needsFirstTitle: true }).firstTitle).toBeNull()
    expect(lay({ newest: items('free') }).firstTitle).toBeNull()
  })

  test('leaves out a category of which little is left, whose items may then stand elsewhere', () => {
    const page = lay({
      newest: items('a', 'b'),
      categories: [
        { id: 'little', items: items('a', 'b', 'c', 'd') },
        { id: 'much', items: items('c', 'd', 'e', 'f') },
      ],
    })
    expect(page.categories.map(({ id }) => id)).toEqual(['much'])
    expect(idsOf(page.categories[0]?.items ?? [])).toEqual(['c', 'd', 'e', 'f'])
  })
})
