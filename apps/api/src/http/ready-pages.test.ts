import { describe, expect, test } from 'vitest'
import { readyPages } from './ready-pages.ts'

const page = (size: number) => Buffer.alloc(size)

describe('ready pages', () => {
  test('are what was stored, until all are thrown away', () => {
    const pages = readyPages(10, 1000)
    const first = page(10)
    pages.set('a', first)
    expect(pages.get('a')).toBe(first)
    expect(pages.get('b')).toBeUndefined()
    pages.clear()
    expect(pages.get('a')).toBeUndefined()
  })

  test('are never more than so many: the oldest goes', () => {
    const pages = readyPages(2, 1000)
    for (const key of ['a', 'b', 'c']) pages.set(key, page(1))
    expect(['a', 'b', 'c'].filter((key) => pages.get(key))).toEqual(['b', 'c'])
  })

  test('never weigh more than so much', () => {
    const pages = readyPages(10, 100)
    for (const key of ['a', 'b', 'c']) pages.set(key, page(40))
    expect(['a', 'b', 'c'].filter((key) => pages.get(key))).toEqual(['b', 'c'])
    pages.set('huge', page(101))
    expect(['a', 'b', 'c', 'huge'].filter((key) => pages.get(key))).toEqual([])
  })

  test('that are stored twice weigh once', () => {
    const pages = readyPages(10, 100)
    for (let round = 0; round < 100; round++) pages.set('a', page(60))
    pages.set('b', page(40))
    expect(['a', 'b'].filter((key) => pages.get(key))).toEqual(['a', 'b'])
  })
})
