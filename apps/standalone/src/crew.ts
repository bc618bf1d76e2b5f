import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from '@better-and-bliss/process'
import type { Service } from './service.ts'
import { supervise } from './supervise.ts'

/** Services that start and stop together. */
export interface Crew {
  /** Starts a service and keeps it running. Resolves when it is ready; once the crew stops, nothing more is started. */
  keepUp(role: string, start: () => Service): Promise<void>
  /** Starts a service that ends by itself. Resolves when it has, with how; undefined if it was stopped. */
  runOnce(start: () => Service): Promise<string | undefined>
  stop(patienceMs: number): Promise<void>
}

export function assembleCrew(say: (line: string) => void, diagnose: () => Promise<string | undefined>): Crew {
  const members: Pick<Service, 'stop'>[] = []
  let stopping = false

  return {
    async keepUp(role, start) {
      if (stopping) throw new CannotStart(`Stopped before the ${role} was started`)
      const supervised = supervise({
        role,
        start,
        nowMs: () => performance.now(),
        delay: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
        say,
        diagnose,
      })
      members.push(supervised)
      await supervised.ready
    },
    async runOnce(start) {
      if (stopping) return undefined
      const service = start()
      members.push(service)
      const how = await service.ended
      return stopping ? undefined : how
    },
    async stop(patienceMs) {
      stopping = true
      await Promise.all(members.map((member) => member.stop(patienceMs)))
    },
  }
}
