import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { listMails } from './list-mails.ts'

/** How the installation fares. */
export function system(app: App, parts: StudioRouteParts): void {
  listMails(app, parts)
}
