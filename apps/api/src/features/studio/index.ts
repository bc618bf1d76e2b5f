import type { App } from '../../http/app.ts'
import { content } from './content/index.ts'
import { jobs } from './jobs/index.ts'
import type { StudioRouteParts } from './parts.ts'
import { system } from './system/index.ts'

/** What the people who make the catalogue, and those who look after its members, ask. */
export function studio(app: App, parts: StudioRouteParts): void {
  content(app, parts)
  jobs(app, parts)
  system(app, parts)
}
