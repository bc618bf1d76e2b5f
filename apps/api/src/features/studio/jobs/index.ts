import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { listJobs } from './list-jobs.ts'

/** The way of files into what can be played. */
export function jobs(app: App, parts: StudioRouteParts): void {
  listJobs(app, parts)
}
