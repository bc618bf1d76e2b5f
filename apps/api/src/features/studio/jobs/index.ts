import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { cancel } from './cancel.ts'
import { events } from './events.ts'
import { listJobs } from './list-jobs.ts'
import { retry } from './retry.ts'

/** The way of files into what can be played. */
export function jobs(app: App, parts: StudioRouteParts): void {
  listJobs(app, parts)
  retry(app, parts)
  cancel(app, parts)
  events(app, parts)
}
