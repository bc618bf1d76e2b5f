import type { App } from '../../http/app.ts'
import { dismissSuggestion } from './dismiss.ts'
import { getHome } from './get-home.ts'
import type { HomeParts } from './parts.ts'
import { restoreSuggestion } from './restore.ts'

/** The page that a member begins with. */
export function home(app: App, parts: HomeParts): void {
  getHome(app, parts)
  dismissSuggestion(app, parts)
  restoreSuggestion(app, parts)
}
