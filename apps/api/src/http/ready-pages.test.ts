import { describe, expect, test } from 'vitest'
import { readyPages } from './ready-pages.ts'

const page = (size: number) => 'x'.repeat(size)

describe('ready pages', () => {
  test('are what was stored, until all are thrown away', () => {
    const pages = readyPages(10, 1000)
    pages.offer('a', 'très bien')
    expect(pages.get('a')?.toString()).toBe('très bien')
    expect(pages.get('b')).toBeUndefined()
    pages.clear()
    expect(pages.get('a')).toBeUndefined()
  })

  test('are never more than so many: what is wanted again takes the place of the oldest', () => {
    const pages = readyPages(2, 1000)
    for (const key of ['a', 'b', 'c', 'c']) pages.offer(key, page(1))
    expect(['a', 'b', 'c'].filter((key) => pages.get(key))).toEqual(['b', 'c'])
  })

  test('never weigh more than so much', () => {
    const pages = readyPages(10, 100)
    for (const key of ['a', 'b', 'c', 'c']) pages.offer(key, page(40))
    expect(['a', 'b', 'c'].filter((key) => pages.get(key))).toEqual(['b', 'c'])
    for (let round = 0; round < 2; round++) pages.offer('huge', page(101))
    expect(['a', 'b', 'c', 'huge'].filter((key) => pages.get(key))).toEqual(['b', 'c'])
  })

  test('stay when thousands of others are asked for once, however often all of them are', () => {
    const pages = readyPages(1, 1000)
    pages.offer('hot', page(1))
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 5_000; index++) pages.offer(`${index}`, page(1))
    }
    expect(pages.get('hot')).toBeDefined()
  })

  test('that are stored twice weigh once', () => {
    const pages = readyPages(10, 100)
    for (let round = 0; round < 100; round++) pages.offer('a', page(60))
    pages.offer('b', page(40))
    expect(['a', 'b'].filter((key) => pages.get(key))).toEqual(['a', 'b'])
  })
})
