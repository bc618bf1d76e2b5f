export const PARTS_OF_DAY = ['morning', 'midday', 'evening', 'night'] as const
export type PartOfDay = (typeof PARTS_OF_DAY)[number]

/** Of an hour of the member's own clock, 0 to 23. */
export function partOfDay(hour: number): PartOfDay {
  if (hour < 5 || hour >= 22) return 'night'
  if (hour < 11) return 'morning'
  return hour < 17 ? 'midday' : 'evening'
}

/** Words of tags and names of categories that say what an item is good for, in lower case. */
export const WORDS_OF_DAY: Record<PartOfDay, readonly string[]> = {
  morning: ['morning', 'morgen', 'energy', 'energie', 'wake', 'waking', 'awake', 'breathwork', 'movement', 'yoga'],
  midday: ['focus', 'fokus', 'work', 'break', 'pause', 'mindfulness', 'achtsamkeit', 'stress', 'concentration'],
  evening: ['evening', 'abend', 'calm', 'ruhe', 'relax', 'relaxation', 'unwind', 'nature', 'natur'],
  night: ['night', 'nacht', 'sleep', 'schlaf', 'rest', 'dream', 'bedtime'],
}
