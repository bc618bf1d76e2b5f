import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { diagnose } from './diagnose.ts'
import { getSystem } from './get-system.ts'
import { listMails } from './list-mails.ts'

/** How the installation fares. */
export function system(app: App, parts: StudioRouteParts): void {
  getSystem(app, parts)
  diagnose(app, parts)
  listMails(app, parts)
}
