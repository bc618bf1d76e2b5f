import { MAX_LENGTHS } from '@better-and-bliss/sdk'
import { describe, expect, test } from 'vitest'
import { isNarrowed, parseBrowseSearch, toBrowseQuery } from './browse-search.ts'

describe('parseBrowseSearch', () => {
  test('keeps every choice that has a meaning', () => {
    const raw = {
      q: 'rain',
      category: 'sleep',
      expert: 'e',
      series: 's',
      type: 'audio',
      tier: 'basic',
      length: 'long',
      sort: 'title',
    }
    expect(parseBrowseSearch(raw)).toEqual(raw)
  })

  test('leaves out what means nothing', () => {
    expect(
      parseBrowseSearch({
        q: '  ',
        type: 'smell',
        tier: 'gold',
        length: '7',
        sort: 'by magic',
        page: '3',
        category: 5,
      }),
    ).toEqual({})
  })

  test('leaves out the order that is the default', () => {
    expect(parseBrowseSearch({ sort: 'newest' })).toEqual({})
  })

  test('trims and bounds text, which anybody may write into an address', () => {
    expect(parseBrowseSearch({ q: ` ${'a'.repeat(500)} ` }).q).toHaveLength(MAX_LENGTHS.searchContent.q)
  })

  test('reads its own result again unchanged', () => {
    const search = parseBrowseSearch({ category: 'sleep', length: 'short', sort: 'oldest' })
    expect(parseBrowseSearch({ ...search })).toEqual(search)
  })
})

describe('toBrowseQuery', () => {
  test('speaks the words of the API', () => {
    expect(toBrowseQuery({ type: 'video', tier: 'free', category: 'sleep' })).toEqual({
      content_type: 'video',
      tier: 'free',
      category: 'sleep',
      sort: 'newest',
    })
  })

  test('divides all durations into three lengths without gap or overlap', () => {
    const { max_duration: shortMax } = toBrowseQuery({ length: 'short' })
    const { min_duration: mediumMin, max_duration: mediumMax } = toBrowseQuery({ length: 'medium' })
    const { min_duration: longMin } = toBrowseQuery({ length: 'long' })
    expect(mediumMin).toBe((shortMax ?? 0) + 1)
    expect(longMin).toBe((mediumMax ?? 0) + 1)
  })
})

test('order alone does not narrow the library down', () => {
  expect(isNarrowed({ sort: 'title' })).toBe(false)
  const ofNewsletter = { from: 'newsletter', sort: 'oldest' } as const
  expect(isNarrowed(ofNewsletter)).toBe(false)
  expect(isNarrowed({ type: 'audio' })).toBe(true)
})
