import { beforeEach, expect, test } from 'vitest'
import { FakeVideo } from '../testing/video.ts'
import { sendHeartbeats } from './heartbeats.ts'

let video: FakeVideo
let nowMs: number
let beats: number[]
let end: AbortController

beforeEach(() => {
  video = new FakeVideo()
  video.paused = false
  nowMs = 0
  beats = []
  end = new AbortController()
  sendHeartbeats({ video, everyMs: 30_000, nowMs: () => nowMs, beat: () => void beats.push(nowMs), signal: end.signal })
})

function at(seconds: number, event = 'timeupdate'): void {
  nowMs = seconds * 1_000
  video.dispatchEvent(new Event(event))
}

test('what plays says so every thirty seconds', () => {
  for (let second = 0; second <= 95; second += 1) at(second)
  expect(beats).toEqual([30_000, 60_000, 90_000])
})

test('what is paused says nothing, and plays on with a word', () => {
  video.paused = true
  at(40, 'pause')
  at(3_600)
  video.paused = false
  at(3_601, 'play')
  expect(beats).toEqual([3_601_000])
})

test('a short pause needs no word', () => {
  at(20)
  at(25, 'play')
  expect(beats).toEqual([])
})

test('what is over says nothing', () => {
  end.abort()
  at(40)
  expect(beats).toEqual([])
})
