import type { WatchedPool } from '../../db/disk-full.ts'
import type { App } from '../../http/app.ts'
import type { Clock } from '../../ports/clock.ts'
import { health } from './health.ts'
import { info } from './info.ts'
import { ready } from './ready.ts'

export interface SystemParts {
  db: WatchedPool
  clock: Clock
  version: string
}

/** What operators and load balancers ask. */
export function system(app: App, parts: SystemParts): void {
  info(app, parts)
  health(app, parts)
  ready(app, parts)
}
