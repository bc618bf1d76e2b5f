import type { reminders as english } from '../en/reminders.ts'

export const reminders: Record<keyof typeof english, string> = {
  reminders: 'Erinnerungen',
  linkBroken: 'Dieser Link funktioniert nicht',
  linkBrokenHint: 'Öffne ihn noch einmal aus der Mail oder kopiere ihn ganz.',
  quietNow: 'Jetzt ist es still',
  quietNowHint: 'Es kommen keine Erinnerungen mehr. Was du eingestellt hattest, bleibt gemerkt.',
  chooseAnother: 'Eine andere Zeit wählen',
  noMore: 'Keine Erinnerungen mehr?',
  noMoreHint: 'Ein Klick genügt, und es kommt keine mehr.',
  wentWrong: 'Etwas ist schiefgegangen. Versuche es noch einmal.',
  switchOff: 'Ausschalten',
  notSaved: 'Das ließ sich nicht speichern. Versuche es noch einmal.',
  oneMoment: 'Einen Moment',
  yourReminders: 'Deine Erinnerungen',
  byMail: 'Per Mail erinnern',
  byMailHint: 'Höchstens einmal am Tag, und nicht, wenn du schon geübt hast.',
  at: 'Um',
  next: 'Die nächste kommt frühestens am {moment}.',
  onTheseDays: 'An diesen Tagen',
}
