import { expect, test } from 'vitest'
import type { OnTheWay } from './tus.ts'
import { createUploadQueue } from './upload-queue.ts'

function opened() {
  let nowMs = 0
  const lines: { on: OnTheWay; at: string | null; did: string[] }[] = []
  const queue = createUploadQueue({
    nowMs: () => nowMs,
    send: (_file, _about, { at, on }) => {
      const did: string[] = []
      lines.push({ on, at, did })
      return {
        start: () => void did.push('start'),
        pause: () => void did.push('pause'),
        discard: async () => void did.push('discard'),
      }
    },
  })
  const add = (name: string, at: string | null = null) =>
    queue.add({ file: new File(['x'.repeat(100)], name), title: name, at, contentId: 'c', purpose: 'media' })
  const states = () => queue.current().map(({ state }) => state)
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { queue, lines, add, states, pass }
}

test('three go at once; the next begins when one has arrived, has failed or is paused', () => {
  const { queue, lines, add, states } = opened()
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) add(name)
  expect(states()).toEqual(['sending', 'sending', 'sending', 'waiting', 'waiting', 'waiting'])
  lines[0]?.on.onArrived()
  lines[1]?.on.onFailed('There is no room.')
  queue.pause(3)
  expect(states()).toEqual(['arrived', 'failed', 'paused', 'sending', 'sending', 'sending'])
  queue.resume(3)
  expect(states()[2]).toBe('waiting')
  expect(lines.map(({ did }) => did)).toEqual([
    ['start'],
    ['start'],
    ['start', 'pause'],
    ['start'],
    ['start'],
    ['start'],
  ])
})

test('what is cut says so, and that it goes on as soon as bytes go', () => {
  const { queue, lines, add, pass } = opened()
  add('a')
  lines[0]?.on.onBegun('upload-1')
  lines[0]?.on.onInterrupted('Later.')
  expect(queue.current()).toMatchObject([{ state: 'interrupted', words: 'Later.', uploadId: 'upload-1' }])
  pass(1_000)
  lines[0]?.on.onSent(40)
  expect(queue.current()).toMatchObject([{ state: 'sending', sent: 40, words: null }])
})

test('a late word of what was paused changes nothing', () => {
  const { queue, lines, add, pass } = opened()
  add('a')
  queue.pause(1)
  pass(1_000)
  lines[0]?.on.onSent(40)
  expect(queue.current()).toMatchObject([{ state: 'paused', sent: 0 }])
})

test('it goes on with what was begun before; what is given up is gone here and there', async () => {
  const { queue, lines, add } = opened()
  add('a', 'upload-1')
  expect(lines[0]?.at).toBe('upload-1')
  expect(queue.current()).toMatchObject([{ uploadId: 'upload-1' }])
  await queue.discard(1)
  expect([queue.current(), lines[0]?.did]).toEqual([[], ['start', 'discard']])
})
