import type { App } from '../../http/app.ts'
import { listJobs } from './list-jobs.ts'
import type { StudioRouteParts } from './parts.ts'

/** What the people who make the catalogue ask. */
export function studio(app: App, parts: StudioRouteParts): void {
  listJobs(app, parts)
}
