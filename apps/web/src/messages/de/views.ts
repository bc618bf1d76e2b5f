import type { views as english } from '../en/views.ts'

export const views: Record<keyof typeof english, string> = {
  notSaved: 'Das ließ sich nicht speichern. Versuche es noch einmal.',
  counted: 'Was gezählt wird',
  countMine: 'Zählen, was ich abspiele',
  countMineHint: 'Wie oft, wie weit und wie flüssig etwas läuft, damit das Studio erfährt, was hilft.',
  neverNames:
    'Das Studio sieht Zahlen, nie Namen. Wo du aufgehört hast, wird trotzdem gemerkt, damit du dort weitermachen kannst. Ein Browser, der Global Privacy Control sendet, wird nie gezählt.',
}
