export const views = {
  notSaved: 'It could not be saved. Try again.',
  counted: 'What is counted',
  countMine: 'Count what I play',
  countMineHint: 'How often, how far and how smoothly a session plays, so that the studio learns which ones help.',
  neverNames:
    'The studio sees numbers, never names. Where you stopped is kept all the same, so that you can go on there. A browser that sends Global Privacy Control is never counted.',
} as const
