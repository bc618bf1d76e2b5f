import type { Service } from '../service.ts'

/** A service that does what a test says. */
export interface FakeService extends Service {
  /** What it was given when it was asked to stop. */
  patienceMs?: number
  becomeReady: () => void
  end: (how: string) => void
}

/** `endsWhenAsked`: false for one that takes its time; the test ends it. */
export function fakeService({ endsWhenAsked = true } = {}): FakeService {
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<string>()
  ready.promise.catch(() => {})
  const service: FakeService = {
    ready: ready.promise,
    ended: ended.promise,
    becomeReady: ready.resolve,
    end: (how) => {
      ready.reject(new Error(how))
      ended.resolve(how)
    },
    async stop(patienceMs) {
      service.patienceMs = patienceMs
      if (endsWhenAsked) service.end('exit code 0')
      await ended.promise
    },
  }
  return service
}
