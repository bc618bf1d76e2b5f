import type { App } from '../../http/app.ts'
import { contentMetadata } from './content-metadata.ts'
import type { AnalyticsParts } from './parts.ts'
import { summary } from './summary.ts'
import { totalViews } from './total-views.ts'
import { trackView } from './track-view.ts'
import { trending } from './trending.ts'
import { views } from './views.ts'

/** What is watched: reports of players, and how often each item was viewed. */
export function analytics(app: App, parts: AnalyticsParts): void {
  trackView(app, parts)
  views(app, parts)
  summary(app, parts)
  trending(app, parts)
  totalViews(app, parts)
  contentMetadata(app, parts)
}
