import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { type NodeProcess, nodeService } from './node-service.ts'

const FOREVER_MS = 60_000

test('a process is ready when it says so, gets its environment, and ends on SIGTERM', async () => {
  const output: string[] = []
  const service = run('polite.mjs', {
    environment: { GREETING: 'hello' },
    log: { descriptor: 1, keep: (stderr) => stderr.on('data', (chunk) => output.push(String(chunk))) },
  })
  await service.ready
  await service.stop(FOREVER_MS)
  expect(await service.ended).toBe('exit code 0')
  expect(output.join('')).toBe('hello\n')
})

test('a process that will not end is killed, with what it started', async () => {
  const helperStarted = Promise.withResolvers<unknown>()
  const allGone = Promise.withResolvers<unknown>()
  const service = run('deaf.mjs', {
    log: {
      descriptor: 1,
      keep(stderr) {
        stderr.once('data', helperStarted.resolve)
        stderr.once('close', allGone.resolve)
      },
    },
  })
  await helperStarted.promise
  await service.stop(1)
  expect(await service.ended).toBe('signal SIGKILL')
  await allGone.promise
})

test('a process that ends before it is ready says how, and can still be stopped', async () => {
  const service = run('broken.mjs')
  await expect(service.ready).rejects.toThrow('exit code 1')
  await service.stop(FOREVER_MS)
})

test('a process outlives neither us nor a kill -9 of us', async () => {
  const parent = fork(new URL('fixtures/parent.ts', import.meta.url), { silent: true, detached: true })
  await once(parent, 'message')
  process.kill(-Number(parent.pid), 'SIGKILL')
  // The pipe is open for as long as anybody holds its other end: the process below the parent is the last.
  await once(parent, 'close')
})

function run(fixture: string, options: Partial<NodeProcess> = {}) {
  const entry = new URL(`fixtures/${fixture}`, import.meta.url)
  return nodeService({ entry, environment: {}, log: { descriptor: 1, keep: () => {} }, ...options })
}
