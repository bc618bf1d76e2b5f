import { setTimeout as delay } from 'node:timers/promises'
import type { Balancer } from './balancer.ts'
import type { Ledger } from './ledger.ts'
import type { Site } from './site.ts'

/** What a client works with. */
export interface Ground {
  site: Site
  api: Balancer
  edge: Balancer
  ledger: Ledger
  random: () => number
  signal: AbortSignal
}

/** Waits, but not beyond the end. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}
