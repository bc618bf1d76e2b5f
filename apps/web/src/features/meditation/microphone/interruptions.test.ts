import { beforeEach, expect, test } from 'vitest'
import { TestClock } from '../socket/testing/line.ts'
import { InterruptionWatch } from './interruptions.ts'

class Context extends EventTarget {
  state = 'running'
  resumes = 0
  resume = async () => {
    this.resumes += 1
  }
  become(state: string) {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class Track extends EventTarget {
  muted = false
  readyState = 'live'
}

class Page extends EventTarget {
  visibilityState = 'visible'
  become(state: string) {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

let context: Context
let track: Track
let page: Page
let clock: TestClock
let told: string[]
let watch: InterruptionWatch

beforeEach(() => {
  context = new Context()
  track = new Track()
  page = new Page()
  clock = new TestClock()
  told = []
  watch = begin()
})

function begin(): InterruptionWatch {
  return new InterruptionWatch({
    context,
    track,
    page,
    clock,
    onInterrupted: (why) => told.push(why),
    onSound: (isSound) => told.push(isSound ? 'sound' : 'no sound'),
    onLost: () => told.push('lost'),
  })
}

async function soundFor(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    await clock.advance(100)
    watch.soundCame()
  }
}

test('a microphone whose sound comes is left alone', async () => {
  await soundFor(60_000)
  expect([told, context.resumes]).toEqual([[], 0])
})

test.each(['suspended', 'interrupted'])(
  'a context that is %s is told and woken, and its return begins after a gap',
  async (state) => {
    context.become(state)
    expect([told, context.resumes]).toEqual([['suspended'], 1])
    context.become('running')
    watch.soundCame()
    expect(told).toEqual(['suspended', 'sound'])
    context.become(state)
    expect(told).toEqual(['suspended', 'sound', 'suspended'])
  },
)

test('one that stops while the screen is locked is woken when it is seen again', () => {
  page.become('hidden')
  context.become('suspended')
  expect(context.resumes).toBe(0)
  page.become('visible')
  expect(context.resumes).toBe(1)
})

test('a muted device is not taken for a silent room', () => {
  track.muted = true
  track.dispatchEvent(new Event('mute'))
  expect(told).toEqual(['no sound', 'muted'])
  track.muted = false
  track.dispatchEvent(new Event('unmute'))
  watch.soundCame()
  expect(told).toEqual(['no sound', 'muted', 'sound'])
})

test('nor is one that was muted from the beginning', () => {
  track.muted = true
  begin()
  expect(told).toEqual(['no sound', 'muted'])
})

test('a microphone that gives nothing without a word is noticed within two seconds, and opened anew within eight', async () => {
  await soundFor(1_000)
  await clock.advance(2_000)
  expect(told).toEqual(['silent'])
  await clock.advance(6_000)
  expect(told).toEqual(['silent', 'lost'])
  await clock.advance(60_000)
  expect(told).toEqual(['silent', 'lost'])
})

test('a page that was busy for a moment is no interruption: the chunks that waited come', async () => {
  await clock.advance(1_400)
  watch.soundCame()
  await clock.advance(1_400)
  expect(told).toEqual([])
})

test('while nobody sees the page, no device is given up', async () => {
  page.become('hidden')
  context.become('suspended')
  await clock.advance(600_000)
  expect(told).toEqual(['suspended'])
})

test('nor is one that is muted', async () => {
  track.muted = true
  track.dispatchEvent(new Event('mute'))
  await clock.advance(600_000)
  expect(told).toEqual(['no sound', 'muted'])
})

test('a track that ended is lost', () => {
  track.dispatchEvent(new Event('ended'))
  expect(told).toEqual(['lost'])
})

test('in a pause nothing is missed, and its end wakes what was suspended meanwhile', async () => {
  watch.expect(false)
  context.become('suspended')
  await clock.advance(60_000)
  expect(told).toEqual([])
  const before = context.resumes
  watch.expect(true)
  expect(context.resumes).toBe(before + 1)
})

test('who does not watch any more is told nothing', async () => {
  watch.close()
  context.become('suspended')
  track.dispatchEvent(new Event('ended'))
  await clock.advance(60_000)
  expect(told).toEqual([])
})
