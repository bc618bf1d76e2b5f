import type { App } from '../../http/app.ts'
import { acts } from './audit/index.ts'
import { content } from './content/index.ts'
import { jobs } from './jobs/index.ts'
import { members } from './members/index.ts'
import { getOverview } from './overview/get-overview.ts'
import type { StudioRouteParts } from './parts.ts'
import { shelves } from './shelves/index.ts'
import { system } from './system/index.ts'
import { uploads } from './uploads/index.ts'

/** What the people who make the catalogue, and those who look after its members, ask. */
export async function studio(app: App, parts: StudioRouteParts): Promise<void> {
  content(app, parts)
  jobs(app, parts)
  members(app, parts)
  acts(app, parts)
  getOverview(app, parts)
  system(app, parts)
  await shelves(app, parts)
  await uploads(app, parts)
}
