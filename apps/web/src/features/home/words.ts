import type { SuggestionReason } from '@better-and-bliss/sdk'
import { countWords } from '../../ui/words.ts'

const PARTS_OF_DAY: Record<NonNullable<SuggestionReason['part_of_day']>, string> = {
  morning: 'For the morning',
  midday: 'For the middle of the day',
  evening: 'For the evening',
  night: 'For the night',
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
      return `You finished something with ${name}`
    case 'category':
      return `You finished something in ${name}`
    case 'length':
      return `About as long as you finish, ${countWords(minutes ?? 0, 'minute')}`
    case 'featured':
      return 'Put forward by your teachers'
    case 'new':
      return 'New here'
  }
}
