import { describe, expect, test } from 'vitest'
import { askedFor, parsePeriodSearch, spanOf } from './period-search.ts'
import { halfLeftAt, someOf, staysOf } from './retention.ts'
import { highestOf, stepsOf } from './series.ts'
import { changeOf, changeWords, periodWords, SHARE_NAMES, watchedWords } from './words.ts'

const NOW = Date.parse('2026-03-01T00:30:00Z')

describe('the address of a period', () => {
  test('says nothing where nothing was chosen, and asks for 30 days', () => {
    expect(parsePeriodSearch({ days: '30', compare: 'before', from: '2026-01-01', other: 'x' })).toEqual({})
    expect(askedFor({}, NOW)).toEqual({ from: '2026-01-31', to: '2026-03-01', compare: 'before' })
  })

  test('has own dates above a span', () => {
    const search = parsePeriodSearch({ days: '7', from: '2026-01-01', to: '2026-01-02', compare: 'year' })
    expect(search).toEqual({ from: '2026-01-01', to: '2026-01-02', compare: 'year' })
    expect(askedFor(search, NOW)).toEqual(search)
    expect(spanOf(search)).toBeUndefined()
  })

  test.each([
    ['2026-02-30', '2026-03-01'],
    ['2026-03-02', '2026-03-01'],
    ['yesterday', '2026-03-01'],
    ['2026-13-01', '2026-13-02'],
  ])('from %s to %s is no period', (from, to) => {
    expect(parsePeriodSearch({ from, to, days: '7' })).toEqual({ days: '7' })
  })
})

describe('the steps of a chart', () => {
  const days = (count: number, views: number) =>
    Array.from({ length: count }, (_, index) => ({
      date: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
      views,
      viewers: 0,
      watch_minutes: 0,
      completions: 0,
    }))

  test('are days, each beside the day as far into the other period', () => {
    expect(stepsOf(days(2, 3), days(2, 1), 'views')).toEqual([
      { date: '2026-01-01', value: 3, before: 1 },
      { date: '2026-01-02', value: 3, before: 1 },
    ])
    expect(stepsOf(days(1, 3), undefined, 'views')).toEqual([{ date: '2026-01-01', value: 3 }])
  })

  test('are weeks of a long period, of which nothing is lost', () => {
    const steps = stepsOf(days(365, 2), undefined, 'views')
    expect(steps).toHaveLength(53)
    expect(steps.at(-1)).toEqual({ date: '2026-12-31', value: 2 })
    expect(steps.reduce((sum, { value }) => sum + value, 0)).toBe(730)
  })

  test('have a highest, the first of those alike, unless there is nothing', () => {
    const steps = [0, 4, 4].map((value) => ({ date: String(value), value }))
    expect(highestOf(steps)).toBe(steps[1])
    expect(highestOf([{ date: 'x', value: 0 }])).toBeUndefined()
  })
})

describe('who is still there', () => {
  const points = [8, 10, 6, 5, 2].map((views, index) => ({ second: index * 10, views }))

  test('is a share of the part that most saw', () => {
    expect(staysOf(points).map(({ share }) => share)).toEqual([0.8, 1, 0.6, 0.5, 0.2])
    expect(staysOf([{ second: 0, views: 0 }])).toEqual([])
  })

  test('is half until the last part that half saw', () => {
    expect(halfLeftAt(staysOf(points))).toBe(40)
    expect(halfLeftAt(staysOf(points.slice(0, 4)))).toBeUndefined()
  })

  test('is told in a table of some rows, from the first to the last', () => {
    expect(someOf([0, 1, 2, 3, 4, 5, 6], 4)).toEqual([0, 2, 4, 6])
    expect(someOf([0, 1], 4)).toEqual([0, 1])
  })
})

test('figures are told in words', () => {
  expect(changeOf(112, 100)).toEqual({ direction: 'more', percent: 12 })
  expect(changeWords(changeOf(112, 100), 'before')).toBe('12 % more than the days before')
  expect(changeWords(changeOf(50, 100), 'year')).toBe('50 % less than a year ago')
  expect(changeWords(changeOf(1001, 1000), 'before')).toBe('as many as the days before')
  expect(changeWords(changeOf(3, 0), 'before')).toBe('new, none in the days before')
  expect(changeWords(changeOf(0, 0), 'year')).toBe('none, as a year ago')
  expect([watchedWords(0.5), watchedWords(61), watchedWords(60_000)]).toEqual(['30 s', '1 h 1 min', '1,000 h'])
  expect(periodWords({ from: '2025-12-31', to: '2026-01-01' })).toBe('December 31, 2025 to January 1, 2026')
  expect(periodWords({ from: '2026-02-01', to: '2026-03-02' })).toBe('February 1 to March 2, 2026')
  expect([SHARE_NAMES.countries('CH'), SHARE_NAMES.countries('other'), SHARE_NAMES.devices('tv')]).toEqual([
    'Switzerland',
    'Other',
    'TV',
  ])
})
