import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { oneClickRoutes } from '../../http/one-click.ts'
import { OFF_PATH, offPage } from './links.ts'
import type { ReminderParts } from './parts.ts'
import { switchOff } from './queries.ts'
import { reminderToken } from './tokens.ts'

export function off(app: App, { db, clock, tokens, frontendUrl }: ReminderParts): Promise<void> {
  return oneClickRoutes(app, {
    path: OFF_PATH,
    tag: 'reminders',
    token: reminderToken,
    post: { operationId: 'switchRemindersOff', summary: 'Switch the reminders off with one click (RFC 8058)' },
    get: { operationId: 'openRemindersOffPage', summary: 'Go on to the page that switches reminders off' },
    ended: 'No reminders come any more.',
    end: async (token) => {
      const userId = tokens.open(token)
      if (!userId) throw new AppError('invalid_link', 'This link is not whole. Open it from the mail once more.')
      await switchOff(db, userId, clock.nowMs())
    },
    page: (token) => offPage(frontendUrl, token),
  })
}
