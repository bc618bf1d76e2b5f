import { beforeEach, describe, expect, test } from 'vitest'
import { memoryStorage } from '../testing/storage.ts'
import { unsentReports } from './unsent-reports.ts'

let storage: ReturnType<typeof memoryStorage>
beforeEach(() => {
  storage = memoryStorage()
})

const at = (contentId: string, seconds: number, sequence = 1) => ({ contentId, seconds, sequence, movedBack: false })
const reports = (memberId = 'fay') => unsentReports(storage, memberId)

describe('reports that were not sent', () => {
  test('are there again when the page is opened anew, each item once, the oldest first', () => {
    reports().keep(at('rain', 20))
    reports().keep(at('sea', 30))
    reports().keep(at('rain', 40, 2))
    expect(reports().all()).toEqual([at('sea', 30), at('rain', 40, 2)])
  })

  test('of one member are not sent as those of another on the same device', () => {
    reports('fay').keep(at('rain', 125))
    expect(reports('bao').all()).toEqual([])
  })

  test('go when they are answered, and a later one of the same item stays', () => {
    reports().keep(at('rain', 40, 2))
    reports().settle(at('rain', 20, 1))
    expect(reports().of('rain')).toEqual(at('rain', 40, 2))
    reports().settle(at('rain', 40, 2))
    expect(storage.getItem('bliss.positions.fay')).toBeNull()
  })

  test('grow no further than forty items', () => {
    for (let item = 0; item < 50; item += 1) reports().keep(at(`item-${item}`, 60))
    expect(reports().all()).toHaveLength(40)
    expect(reports().of('item-0')).toBeUndefined()
  })

  test('are also the places that this browser kept before the API did, which come first of all', () => {
    storage.setItem('bliss.positions.fay', '[{"contentId":"rain","seconds":125,"durationSeconds":600}]')
    expect(reports().all()).toEqual([at('rain', 125, 1)])
  })

  test.each(['not json', '{}', '[null, 3, {"contentId":1}, {"contentId":"a","seconds":"1"}]'])(
    'are none where storage holds %s',
    (scribble) => {
      storage.setItem('bliss.positions.fay', scribble)
      expect(reports().all()).toEqual([])
    },
  )
})
