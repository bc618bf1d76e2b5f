/** How much a match counts: [the term itself, one like it]. */
export const WEIGHTS = {
  title: [24, 16],
  expert: [12, 8],
  series: [6, 4],
  category: [6, 4],
  description: [3, 2],
} as const
/** What is said counts less than all of these. */
export const SPEECH_SCORE = 1
/** From which on a score is that of a title. */
export const TITLE_SCORE = WEIGHTS.title[1]
/** The least scores of titles, of names, of texts, and of what is said. */
export const GRADES = [TITLE_SCORE, WEIGHTS.category[1], WEIGHTS.description[1], SPEECH_SCORE] as const
