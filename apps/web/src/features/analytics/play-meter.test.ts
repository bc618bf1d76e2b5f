import { expect, test } from 'vitest'
import { measurePlay } from './play-meter.ts'
import { FakeMedia } from './testing/media.ts'

function begin() {
  const media = new FakeMedia()
  return { media, ...measurePlay({ media, nowMs: () => media.nowMs }) }
}

test('what is played is watched, as long as it took; a bin is, once half of it was', () => {
  const { media, measures } = begin()
  media.load(420)
  media.play(14)
  expect(measures()).toEqual({ watchedSeconds: 14, bins: [0], startMs: 420, stalls: 0 })
  media.play(2)
  expect(measures().bins).toEqual([0, 1])
  media.playbackRate = 2
  media.play(10)
  expect(measures()).toMatchObject({ watchedSeconds: 26, bins: [0, 1, 2, 3] })
})

test('what was jumped over, and a pause, are not watched', () => {
  const { media, measures } = begin()
  media.load()
  media.play(6)
  media.seek(305)
  media.play(6)
  media.stop()
  media.seek(600)
  expect(measures()).toMatchObject({ watchedSeconds: 12, bins: [0, 30], stalls: 0 })
})

test('a place that is watched twice is time twice, and one bin', () => {
  const { media, measures } = begin()
  media.load()
  media.play(8)
  media.seek(0)
  media.play(8)
  expect(measures()).toMatchObject({ watchedSeconds: 16, bins: [0] })
})

test('it stalls when data are wanted while it plays: not at its start, nor after a jump', () => {
  const { media, measures } = begin()
  media.tell('waiting')
  media.load()
  media.tell('waiting')
  media.play(1)
  media.tell('waiting')
  media.tell('waiting')
  media.tell('timeupdate')
  media.play(1)
  media.seek(100)
  expect(measures().stalls).toBe(1)
})

test('the end counts, however short its bin is', () => {
  const { media, measures } = begin()
  media.load()
  media.play(42)
  media.stop('ended')
  expect(measures().bins).toEqual([0, 1, 2, 3, 4])
})
