import { describe, expect, test } from 'vitest'
import { responseCache } from './response-cache.ts'

const response = (size: number) => 'x'.repeat(size)

describe('cached responses', () => {
  test('are what was stored, until all are thrown away', () => {
    const responses = responseCache(10, 1000)
    responses.offer('a', 'très bien')
    expect(responses.get('a')?.toString()).toBe('très bien')
    expect(responses.get('b')).toBeUndefined()
    responses.clear()
    expect(responses.get('a')).toBeUndefined()
  })

  test('are never more than so many: what is wanted again takes the place of the oldest', () => {
    const responses = responseCache(2, 1000)
    for (const key of ['a', 'b', 'c', 'c']) responses.offer(key, response(1))
    expect(['a', 'b', 'c'].filter((key) => responses.get(key))).toEqual(['b', 'c'])
  })

  test('stay while they are asked for: what nobody asked for leaves first', () => {
    const responses = responseCache(2, 1000)
    for (const key of ['a', 'b']) responses.offer(key, response(1))
    responses.get('a')
    for (const key of ['c', 'c']) responses.offer(key, response(1))
    expect(['a', 'b', 'c'].filter((key) => responses.get(key))).toEqual(['a', 'c'])
  })

  test('never weigh more than so much', () => {
    const responses = responseCache(10, 100)
    for (const key of ['a', 'b', 'c', 'c']) responses.offer(key, response(40))
    expect(['a', 'b', 'c'].filter((key) => responses.get(key))).toEqual(['b', 'c'])
    for (let round = 0; round < 2; round++) responses.offer('huge', response(101))
    expect(['a', 'b', 'c', 'huge'].filter((key) => responses.get(key))).toEqual(['b', 'c'])
  })

  test('stay when thousands of others are asked for once, however often all of them are', () => {
    const responses = responseCache(1, 1000)
    responses.offer('hot', response(1))
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 5_000; index++) responses.offer(`${index}`, response(1))
    }
    expect(responses.get('hot')).toBeDefined()
  })

  test('that are stored twice weigh once', () => {
    const responses = responseCache(10, 100)
    for (let round = 0; round < 100; round++) responses.offer('a', response(60))
    responses.offer('b', response(40))
    expect(['a', 'b'].filter((key) => responses.get(key))).toEqual(['a', 'b'])
  })
})
