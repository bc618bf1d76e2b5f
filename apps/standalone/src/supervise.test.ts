import { expect, test } from 'vitest'
import type { Service } from './service.ts'
import { supervise } from './supervise.ts'

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

test('after five starts in a minute it gives up, once and with a reason', async () => {
  const { services, nextStart, reason } = supervised()
  services[0]?.becomeReady()
  for (let restart = 1; restart <= 5; restart += 1) {
    services.at(-1)?.end('exit code 1')
    await nextStart()
  }
  services.at(-1)?.end('exit code 1')
  expect(await reason).toBe('The worker ended 6 times within a minute (exit code 1)')
  expect(services).toHaveLength(6)
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
function supervised() {
  const services: ReturnType<typeof fakeService>[] = []
  const delaysMs: number[] = []
  const lines: string[] = []
  const gaveUp = Promise.withResolvers<string>()
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
    giveUp: gaveUp.resolve,
  })
  started = Promise.withResolvers<void>()
  return {
    services,
    delaysMs,
    lines,
    ready,
    stop,
    reason: gaveUp.promise,
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

function fakeService() {
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string>()
  ready.promise.catch(() => {})
  const end = (how: string) => {
    ready.reject(new Error(how))
    ended.resolve(how)
  }
  const service: Service & { patienceMs?: number; becomeReady: () => void; end: typeof end } = {
    ready: ready.promise,
    ended: ended.promise,
    becomeReady: ready.resolve,
    end,
    async stop(patienceMs) {
      service.patienceMs = patienceMs
      end('exit code 0')
    },
  }
  return service
}
