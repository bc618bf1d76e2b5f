import { beforeEach, describe, expect, test } from 'vitest'
import type { KeyValueStore } from '../../api/local-storage.ts'
import { clockWords, openPositions } from './positions.ts'

let storage: KeyValueStore

beforeEach(() => {
  const kept = new Map<string, string>()
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
})

const at = (contentId: string, seconds: number) => ({ contentId, seconds, durationSeconds: 600 })

describe('positions', () => {
  test('are there again when the page is opened anew', () => {
    openPositions(storage, 'fay').keep(at('rain', 125))
    expect(openPositions(storage, 'fay').of('rain')).toEqual(at('rain', 125))
  })

  test('of one member are not shown to another on the same device', () => {
    openPositions(storage, 'fay').keep(at('rain', 125))
    expect(openPositions(storage, 'bao').of('rain')).toBeUndefined()
  })

  test('list what was played last first, each item once', () => {
    const positions = openPositions(storage, 'fay')
    positions.keep(at('rain', 20))
    positions.keep(at('sea', 30))
    positions.keep(at('rain', 40))
    expect(positions.all().map(({ contentId }) => contentId)).toEqual(['rain', 'sea'])
  })

  test('are forgotten at the beginning and at the end of an item', () => {
    const positions = openPositions(storage, 'fay')
    positions.keep(at('rain', 300))
    positions.keep(at('rain', 3))
    expect(positions.of('rain')).toBeUndefined()
    positions.keep(at('rain', 300))
    positions.keep(at('rain', 590))
    expect(positions.of('rain')).toBeUndefined()
  })

  test('grow no further than forty items', () => {
    const positions = openPositions(storage, 'fay')
    for (let item = 0; item < 50; item += 1) positions.keep(at(`item-${item}`, 60))
    expect(positions.all()).toHaveLength(40)
    expect(positions.of('item-49')).toBeDefined()
    expect(positions.of('item-0')).toBeUndefined()
  })

  test.each(['not json', '{}', '[null, 3, {"contentId":1}]'])('begin empty where storage holds %s', (scribble) => {
    storage.setItem('bliss.positions.fay', scribble)
    expect(openPositions(storage, 'fay').all()).toEqual([])
  })
})

test.each([
  [0, '0:00'],
  [247.9, '4:07'],
  [3_750, '1:02:30'],
])('clockWords says %d seconds as %s', (seconds, words) => {
  expect(clockWords(seconds)).toBe(words)
})
