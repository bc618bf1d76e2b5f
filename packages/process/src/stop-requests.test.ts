import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stopRequests } from './stop-requests.ts'

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])('%s asks us to stop', async (signal) => {
  const source = new EventEmitter()
  const { first } = stopRequests(source, () => 0)
  source.emit(signal)
  await first
})

test('one Ctrl-C that arrives three times is one; a later one means at once', async () => {
  const source = new EventEmitter()
  let nowMs = 1_000
  const { again } = stopRequests(source, () => nowMs)
  let impatient = false
  const impatience = again.then(() => {
    impatient = true
  })
  for (const lateMs of [0, 3, 200]) {
    nowMs = 1_000 + lateMs
    source.emit('SIGINT')
  }
  await Promise.resolve()
  expect(impatient).toBe(false)
  nowMs = 2_000
  source.emit('SIGINT')
  await impatience
})
