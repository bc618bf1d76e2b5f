import { describe, expect, test } from 'vitest'
import { seriesInProgress } from './series-in-progress.ts'
import { homeItem } from './testing/items.ts'

const nights = { id: 'nights', title: 'Seven nights', slug: 'seven-nights' }
const days = { id: 'days', title: 'Three days', slug: 'three-days' }
const episodes = {
  nights: ['n1', 'n2', 'n3', 'n4'].map((id) => homeItem(id, { series: nights })),
  days: ['d1', 'd2'].map((id) => homeItem(id, { series: days })),
}
const all = [...episodes.nights, ...episodes.days]
const progress = (finished: string[], locked: string[] = []) =>
  seriesInProgress({
    finished: finished.flatMap((id) => all.find((item) => item.id === id) ?? []),
    episodesOf: (id) => (id === 'nights' ? episodes.nights : episodes.days),
    opens: ({ id }) => !locked.includes(id),
  }).map(({ item, watchedCount, episodeCount }) => [item.id, watchedCount, episodeCount])

describe('a series in progress', () => {
  test('goes on behind the episode that was watched last, the latest series first', () => {
    expect(progress(['d1', 'n2', 'n1'])).toEqual([
      ['d2', 1, 2],
      ['n3', 2, 4],
    ])
  })

  test('passes over what was watched before, and what does not open', () => {
    expect(progress(['n1', 'n2'])).toEqual([['n3', 2, 4]])
    expect(progress(['n1'], ['n2', 'n3'])).toEqual([['n4', 1, 4]])
  })

  test('is none any more at its end, nor where nothing of it was watched', () => {
    expect(progress(['n4'])).toEqual([])
    expect(progress([])).toEqual([])
  })
})
