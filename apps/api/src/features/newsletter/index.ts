import type { App } from '../../http/app.ts'
import { confirm } from './confirm.ts'
import type { NewsletterParts } from './parts.ts'
import { preferences } from './preferences.ts'
import { resubscribe } from './resubscribe.ts'
import { sesNotifications } from './ses-notifications.ts'
import { subscribe } from './subscribe.ts'
import { exportSubscribers } from './subscribers/export.ts'
import { importSubscribers } from './subscribers/import.ts'
import { unsubscribe } from './unsubscribe.ts'

/** Who wants to hear from us, and who does not any more. */
export async function newsletter(app: App, parts: NewsletterParts): Promise<void> {
  subscribe(app, parts)
  confirm(app, parts)
  await unsubscribe(app, parts)
  preferences(app, parts)
  resubscribe(app, parts)
  await sesNotifications(app, parts)
  exportSubscribers(app, parts)
  await importSubscribers(app, parts)
}
