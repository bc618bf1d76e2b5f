import type { WatchPosition } from '@better-and-bliss/sdk'
import { beforeEach, describe, expect, test } from 'vitest'
import { ApiError } from '../../../api/answer.ts'
import { memoryStorage } from '../testing/storage.ts'
import { settled } from '../testing/video.ts'
import { positionReporter } from './position-reporter.ts'
import type { PositionReporter } from './positions.ts'
import { handOver } from './send-report.ts'
import { type Report, type UnsentReports, unsentReports } from './unsent-reports.ts'

/** What the API has stored, and how it decides. */
let stored: { seconds: number; sequence: number }
let sent: Report[]
let unsent: UnsentReports
let further: (number | null)[]
let ended: number
let put: (report: Report) => Promise<WatchPosition>
let reporter: PositionReporter

beforeEach(() => {
  stored = { seconds: 0, sequence: 0 }
  sent = []
  unsent = unsentReports(memoryStorage(), 'fay')
  further = []
  ended = 0
  put = async (report) => {
    sent.push(report)
    const isNewer = report.sequence > stored.sequence
    if (isNewer && (report.seconds >= stored.seconds || report.movedBack)) stored = report
    return answer()
  }
})

function answer(): WatchPosition {
  const { seconds, sequence } = stored
  return { position_seconds: seconds, sequence, under_way: true, watched: false, updated_at: null }
}

function begin(known: { seconds: number; sequence: number } = stored): void {
  reporter = positionReporter({
    contentId: 'rain',
    known: { position_seconds: known.seconds, sequence: known.sequence },
    unsent,
    put: (report) => put(report),
    onStored: () => {},
    onFurther: (seconds) => further.push(seconds),
    onEnded: () => {
      ended += 1
    },
  })
}

async function playTo(...places: number[]): Promise<void> {
  for (const place of places) {
    reporter.report(place)
    await settled()
  }
}

describe('a playback', () => {
  test('tells where it is, numbered from what is stored', async () => {
    stored = { seconds: 100, sequence: 7 }
    begin()
    await playTo(100, 110.04, 120)
    expect(sent.map(({ seconds, sequence }) => [seconds, sequence])).toEqual([
      [110, 8],
      [120, 9],
    ])
  })

  test('that is left within the first seconds loses nothing, wherever it began', async () => {
    stored = { seconds: 300, sequence: 1 }
    begin()
    await playTo(0.1, 3.9)
    expect(stored.seconds).toBe(300)
  })

  test('says nothing twice', async () => {
    begin()
    await playTo(1, 10, 10)
    expect(sent).toHaveLength(1)
  })

  test('that begins anew, or goes back, says that this is meant, until it is stored', async () => {
    stored = { seconds: 300, sequence: 1 }
    begin()
    await playTo(0.1, 10, 20)
    expect(sent.map(({ movedBack }) => movedBack)).toEqual([true, false])
    await playTo(5)
    expect(stored).toMatchObject({ seconds: 5, sequence: 4 })
  })

  test('whose player begins at the picture before does not go back', async () => {
    stored = { seconds: 300, sequence: 1 }
    begin()
    await playTo(299.4, 305, 304.2)
    expect(sent.map(({ movedBack }) => movedBack)).toEqual([false, false])
  })

  test('in an outage keeps the last place in this browser, with the step back that it took, for the next page', async () => {
    stored = { seconds: 300, sequence: 1 }
    begin()
    const reach = put
    put = () => Promise.reject(new ApiError('unreachable', 0, 'unreachable'))
    await playTo(0.1, 10, 20)
    expect(unsent.all()).toEqual([{ contentId: 'rain', seconds: 20, sequence: 3, movedBack: true }])
    put = reach
    await handOver({ unsent, put })
    expect([stored.seconds, unsent.all()]).toEqual([20, []])
  })

  test('of an item that is gone keeps nothing', async () => {
    begin()
    put = () => Promise.reject(new ApiError('gone', 404, 'not_found'))
    await playTo(0.1, 10)
    expect(unsent.all()).toEqual([])
  })

  test('is over when its last report was answered', async () => {
    let arrive = (_answer: WatchPosition) => {}
    put = () => new Promise((resolve) => (arrive = resolve))
    begin()
    await playTo(0.1, 10)
    reporter.end()
    await settled()
    expect(ended).toBe(0)
    arrive(answer())
    await settled()
    expect(ended).toBe(1)
  })
})

describe('while another device is well ahead', () => {
  beforeEach(async () => {
    stored = { seconds: 100, sequence: 1 }
    begin()
    stored = { seconds: 1_800, sequence: 20 }
    await playTo(100, 110)
  })

  test('the member is told, and it is not moved back silently', async () => {
    await playTo(120)
    expect([further.at(-1), stored.seconds]).toEqual([1_800, 1_800])
  })

  test('a step back that was meant for an older place does not move this one', async () => {
    stored = { seconds: 600, sequence: 1 }
    begin()
    stored = { seconds: 1_800, sequence: 20 }
    await playTo(0.1, 10, 20)
    expect([further.at(-1), stored.seconds]).toEqual([1_800, 1_800])
    await playTo(5)
    expect([further.at(-1), stored.seconds]).toEqual([null, 5])
  })

  test('who stays here moves it back', async () => {
    reporter.insist()
    await playTo(120)
    expect([further.at(-1), stored.seconds]).toEqual([null, 120])
  })

  test('who goes there goes on from there', async () => {
    await playTo(1_805)
    expect([further.at(-1), stored.seconds]).toEqual([null, 1_805])
  })
})

describe('what an earlier page kept', () => {
  test('is sent the oldest first, and overwrites nothing that is newer', async () => {
    unsent.keep({ contentId: 'rain', seconds: 60, sequence: 1, movedBack: false })
    unsent.keep({ contentId: 'sea', seconds: 70, sequence: 1, movedBack: false })
    stored = { seconds: 300, sequence: 5 }
    await handOver({ unsent, put })
    expect(sent.map(({ contentId }) => contentId)).toEqual(['rain', 'sea'])
    expect([stored.seconds, unsent.all()]).toEqual([300, []])
  })

  test('waits whole while the API does not answer, which is asked once', async () => {
    unsent.keep({ contentId: 'rain', seconds: 60, sequence: 1, movedBack: false })
    unsent.keep({ contentId: 'sea', seconds: 70, sequence: 1, movedBack: false })
    let asked = 0
    put = () => {
      asked += 1
      return Promise.reject(new ApiError('too many', 429, 'too_many_requests'))
    }
    await handOver({ unsent, put })
    expect([asked, unsent.all().length]).toEqual([1, 2])
  })
})
