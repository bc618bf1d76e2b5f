import type { notifications as english } from '../en/notifications.ts'

export const notifications: Record<keyof typeof english, string> = {
  title: 'Ein Moment für dich',
  body: 'Das ist die Zeit, die du gewählt hast. Eine Minute genügt, und ein anderer Tag ist genauso gut.',
  turnOff: 'Ausschalten',
  stillOn: 'Noch nicht ausgeschaltet',
  stillOnHint: 'Gerade ist kein Netz da. Versuche es nachher noch einmal.',
}
