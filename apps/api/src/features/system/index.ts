import type { App } from '../../http/app.ts'
import { health } from './health.ts'
import { info } from './info.ts'
import type { SystemParts } from './parts.ts'
import { ready } from './ready.ts'

/** What operators and load balancers ask. */
export function system(app: App, parts: SystemParts): void {
  info(app, parts)
  health(app, parts)
  ready(app, parts)
}
