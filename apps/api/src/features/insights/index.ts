import type { App } from '../../http/app.ts'
import { cohorts } from './cohorts.ts'
import { exportViews } from './export-views.ts'
import { item } from './item.ts'
import { overview } from './overview.ts'
import type { InsightsParts } from './parts.ts'
import { practice } from './practice.ts'

/** What those who make the catalogue learn of its use: sums, never a person. */
export function insights(app: App, parts: InsightsParts): void {
  overview(app, parts)
  item(app, parts)
  exportViews(app, parts)
  cohorts(app, parts)
  practice(app, parts)
}
