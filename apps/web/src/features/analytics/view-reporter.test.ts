import type { ViewReport } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { FakeMedia } from './testing/media.ts'
import { reportViews } from './view-reporter.ts'

function begin(qualities = ['360p', '480p', '720p']) {
  const media = new FakeMedia()
  const page = Object.assign(new EventTarget(), { document: { hidden: false } })
  const sent: ViewReport[] = []
  let plays = 0
  const reporter = reportViews({
    ...{ contentId: 'rain', qualities, source: 'browse', media, newPlayId: () => `play-${++plays}` },
    send: (report) => sent.push(report),
    nowMs: () => media.nowMs,
    page,
  })
  return { media, page, sent, reporter }
}

test('a play is reported once it counts, every half minute, and at its end, each time from its beginning', () => {
  const { media, sent, reporter } = begin()
  media.load(300)
  media.play(2.75)
  expect(sent).toEqual([])
  media.play(62)
  media.stop('ended')
  reporter.end()
  expect(sent.map(({ watch_duration }) => watch_duration)).toEqual([3, 33, 63, 64])
  expect(sent.at(-1)).toEqual({
    ...{ content_id: 'rain', session_id: 'play-1', watch_duration: 64, source: 'browse' },
    positions: [0, 1, 2, 3, 4, 5, 6],
    quality: { start_ms: 300, stalls: 0, height: null, errors: [] },
  })
})

test('what is played after half an hour of rest is a play of its own: nothing is told twice', () => {
  const { media, sent, reporter } = begin()
  media.load(300)
  media.play(20)
  reporter.failed('network')
  media.stop()
  media.nowMs += 31 * 60_000
  media.paused = false
  media.play(10)
  reporter.end()
  expect(sent.map(({ session_id, watch_duration }) => [session_id, watch_duration])).toEqual([
    ['play-1', 3],
    ['play-1', 20],
    ['play-2', 3],
    ['play-2', 9],
  ])
  expect(sent.at(-1)).toMatchObject({ positions: [2], quality: { start_ms: null, stalls: 0, errors: [] } })
})

test('whoever looked in for a moment is not reported', () => {
  const { media, page, sent, reporter } = begin()
  media.load()
  media.play(2)
  media.stop()
  page.dispatchEvent(new Event('pagehide'))
  reporter.end()
  expect(sent).toEqual([])
})

test('a page that is left or hidden reports, and nothing twice', () => {
  const { media, page, sent } = begin()
  media.load()
  media.play(8)
  page.document.hidden = true
  page.dispatchEvent(new Event('visibilitychange'))
  page.dispatchEvent(new Event('pagehide'))
  expect(sent.map(({ watch_duration }) => watch_duration)).toEqual([3, 8])
})

test.each([
  [['360p', '480p', '720p'], 536, 720],
  [['360p', '480p', '720p'], 720, 720],
  [['360p', '480p'], 854, 480],
  [['360p'], 0, 0],
  [[], 300, null],
])('of the rungs %j a picture of %d pixels is %s', (qualities, pixels, height) => {
  const { media, sent, reporter } = begin(qualities)
  reporter.shows(pixels)
  media.load()
  media.play(4)
  expect(sent[0]?.quality?.height).toBe(height)
})

test('what went wrong is told at once, each code once', () => {
  const { media, sent, reporter } = begin()
  media.load()
  media.play(5)
  reporter.failed('network')
  reporter.failed('network')
  expect(sent.map(({ quality }) => quality?.errors)).toEqual([[], ['network']])
})
