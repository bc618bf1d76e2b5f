import type { App } from '../../http/app.ts'
import { listJobs } from './list-jobs.ts'
import { listMails } from './list-mails.ts'
import type { StudioRouteParts } from './parts.ts'

/** What the people who make the catalogue, and those who look after its members, ask. */
export function studio(app: App, parts: StudioRouteParts): void {
  listJobs(app, parts)
  listMails(app, parts)
}
