import { expect, test } from 'vitest'
import { supervise } from './supervise.ts'
import { type FakeService, fakeService } from './testing/fake-service.ts'

test('what ends by itself is started again, each time a little later', async () => {
  const { services, delaysMs, lines, nextStart } = supervised()
  services[0]?.becomeReady()
  for (const how of ['signal SIGKILL', 'exit code 1', 'exit code 0']) {
    services.at(-1)?.end(how)
    await nextStart()
  }
  expect(services).toHaveLength(4)
  expect(delaysMs).toEqual([200, 400, 800])
  expect(lines[0]).toBe('The worker ended unexpectedly (signal SIGKILL); starting it again')
})

test('it never gives up: the waits grow to half a minute, and it says what is known to be wrong', async () => {
  const { services, delaysMs, lines, nextStart } = supervised('The disk is full')
  services[0]?.becomeReady()
  for (let restart = 1; restart <= 12; restart += 1) {
    services.at(-1)?.end('exit code 1')
    await nextStart()
  }
  expect(delaysMs.slice(0, 9)).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000])
  expect(delaysMs.at(-1)).toBe(30_000)
  expect(lines.at(-1)).toBe('The worker ended unexpectedly (exit code 1); starting it again in 30 s. The disk is full')
})

test('what runs again after it failed more than once is said to', async () => {
  const { services, lines, nextStart } = supervised()
  services[0]?.becomeReady()
  for (let restart = 1; restart <= 3; restart += 1) {
    services.at(-1)?.end('exit code 1')
    await nextStart()
  }
  services.at(-1)?.becomeReady()
  await new Promise(setImmediate)
  expect(lines.at(-1)).toBe('The worker runs again')
})

test('one that ends now and then is started again for ever', async () => {
  const { services, delaysMs, nextStart, advance } = supervised()
  services[0]?.becomeReady()
  for (let day = 1; day <= 20; day += 1) {
    advance(86_400_000)
    services.at(-1)?.end('exit code 1')
    await nextStart()
  }
  expect(new Set(delaysMs)).toEqual(new Set([200]))
})

test('what never became ready is not tried again', async () => {
  const { services, delaysMs, ready, stop } = supervised()
  services[0]?.end('exit code 1')
  await expect(ready).rejects.toThrow('exit code 1')
  await stop(1_000)
  expect(delaysMs).toEqual([])
})

test('stopping ends it for good, with the patience that is given', async () => {
  const { services, stop } = supervised()
  services[0]?.becomeReady()
  await stop(1_234)
  expect(services).toHaveLength(1)
  expect(services[0]?.patienceMs).toBe(1_234)
})

test('stopping while it waits to be started again starts nothing', async () => {
  const { services, stop, holdDelays, delayed } = supervised()
  holdDelays()
  services[0]?.becomeReady()
  services[0]?.end('exit code 1')
  await delayed
  await stop(1_000)
  expect(services).toHaveLength(1)
})

/** A supervised service that does what the test says, on a clock that stands still. */
function supervised(problem?: string) {
  const services: FakeService[] = []
  const delaysMs: number[] = []
  const lines: string[] = []
  const delayed = Promise.withResolvers<void>()
  let started = Promise.withResolvers<void>()
  let nowMs = 0
  let held = false
  const { ready, stop } = supervise({
    role: 'worker',
    start() {
      const service = fakeService()
      services.push(service)
      started.resolve()
      return service
    },
    nowMs: () => nowMs,
    async delay(milliseconds, signal) {
      delaysMs.push(milliseconds)
      delayed.resolve()
      if (held) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    },
    say: (line) => lines.push(line),
    diagnose: async () => problem,
  })
  started = Promise.withResolvers<void>()
  return {
    services,
    delaysMs,
    lines,
    ready,
    stop,
    delayed: delayed.promise,
    nextStart: async () => {
      await started.promise
      started = Promise.withResolvers<void>()
    },
    advance: (milliseconds: number) => {
      nowMs += milliseconds
    },
    holdDelays: () => {
      held = true
    },
  }
}
