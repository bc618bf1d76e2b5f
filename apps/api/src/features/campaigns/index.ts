import type { App } from '../../http/app.ts'
import { audienceSize } from './audience-size.ts'
import { changeState } from './change-state.ts'
import { create } from './create.ts'
import { find } from './find.ts'
import { follow } from './follow-link.ts'
import { list } from './list.ts'
import type { CampaignParts } from './parts.ts'
import { preview } from './preview.ts'
import { remove } from './remove.ts'
import { report } from './report.ts'
import { save } from './save.ts'
import { sendAgain } from './send-again.ts'
import { sendTest } from './send-test.ts'
import { start } from './start.ts'

/** Mails to the subscribers of the newsletter: written, tested, sent and looked back on. */
export function campaigns(app: App, parts: CampaignParts): void {
  list(app, parts)
  create(app, parts)
  preview(app, parts)
  audienceSize(app, parts)
  find(app, parts)
  save(app, parts)
  remove(app, parts)
  sendTest(app, parts)
  start(app, parts)
  changeState(app, parts)
  report(app, parts)
  sendAgain(app, parts)
  follow(app, parts)
}
