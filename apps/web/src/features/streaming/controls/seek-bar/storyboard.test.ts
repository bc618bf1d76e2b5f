import { beforeEach, describe, expect, test } from 'vitest'
import { settled } from '../../testing/video.ts'
import { openSheets, type Sheets, tileAt } from './storyboard.ts'

const STORYBOARD = {
  sheets: ['a', 'b'],
  columns: 3,
  rows: 2,
  tile_width: 160,
  tile_height: 90,
  interval_seconds: 10,
}

test.each([
  [0, { sheet: 0, column: 0, row: 0 }],
  [9.9, { sheet: 0, column: 0, row: 0 }],
  [29, { sheet: 0, column: 2, row: 0 }],
  [35, { sheet: 0, column: 0, row: 1 }],
  [60, { sheet: 1, column: 0, row: 0 }],
  [9999, { sheet: 1, column: 2, row: 1 }],
  [-1, { sheet: 0, column: 0, row: 0 }],
])('the picture for second %s lies in its row of its sheet', (seconds, place) => {
  expect(tileAt(STORYBOARD, seconds)).toEqual(place)
})

describe('the sheets', () => {
  let sheets: Sheets
  let token: number
  let asked: string[]
  let isReachable: boolean
  let told: number

  beforeEach(() => {
    token = 1
    asked = []
    isReachable = true
    told = 0
    sheets = openSheets({
      addresses: ['a', 'b'],
      sign: async (address) => `${address}?n=${token}`,
      load: async (address) => {
        asked.push(address)
        if (!isReachable) throw new Error('offline')
      },
      onLoaded: () => {
        told += 1
      },
    })
  })

  test('are loaded when they are looked at, once, and told when they are there', async () => {
    expect([sheets.loaded(0), sheets.loaded(0)]).toEqual([undefined, undefined])
    await settled()
    expect([sheets.loaded(0), asked, told]).toEqual(['a?n=1', ['a?n=1'], 1])
  })

  test('keep the address that they were loaded by; those that come later have the token of then', async () => {
    sheets.loaded(0)
    await settled()
    token = 2
    sheets.loaded(1)
    await settled()
    expect([sheets.loaded(0), sheets.loaded(1)]).toEqual(['a?n=1', 'b?n=2'])
  })

  test('that did not come are asked for again', async () => {
    isReachable = false
    sheets.loaded(0)
    await settled()
    isReachable = true
    sheets.loaded(0)
    await settled()
    expect([sheets.loaded(0), told]).toEqual(['a?n=1', 1])
  })

  test('that do not exist are not asked for', () => {
    expect([sheets.loaded(7), asked]).toEqual([undefined, []])
  })
})
