import type { SuggestionReason } from '@better-and-bliss/sdk'
import { countWords } from '../../ui/words.ts'
import { t } from './messages.ts'

const PARTS_OF_DAY: Record<NonNullable<SuggestionReason['part_of_day']>, string> = {
  morning: t('forMorning'),
  midday: t('forMidday'),
  evening: t('forEvening'),
  night: t('forNight'),
}

/** Why something is suggested: `For the evening · as long as you like it, 10 minutes`. */
export function reasonWords(reasons: readonly SuggestionReason[]): string {
  return reasons
    .map(wordsOf)
    .map((words, index) => (index === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
    .join(' · ')
}

function wordsOf({ kind, part_of_day, name, minutes }: SuggestionReason): string {
  switch (kind) {
    case 'hour':
      return PARTS_OF_DAY[part_of_day ?? 'midday']
    case 'expert':
      return t('finishedWith', { name: name ?? '' })
    case 'category':
      return t('finishedIn', { name: name ?? '' })
    case 'length':
      return t('aboutAsLong', { minutes: countWords(minutes ?? 0, 'minute') })
    case 'featured':
      return t('byTeachers')
    case 'new':
      return t('newHere')
  }
}
