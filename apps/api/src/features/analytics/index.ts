import type { App } from '../../http/app.ts'
import type { AnalyticsParts } from './parts.ts'
import { trackView } from './track-view.ts'
import { views } from './views.ts'

/** What is watched: reports of players, and how often each item was viewed. */
export function analytics(app: App, parts: AnalyticsParts): void {
  trackView(app, parts)
  views(app, parts)
}
