/** The shelves of the demo catalogue, in the order in which they are shown. */
export const demoCategories = [
  {
    slug: 'breathwork',
    name: 'Breathwork',
    description: 'Paced breathing to see and to hear. Follow along for a minute, or for as many rounds as you like.',
  },
  {
    slug: 'sleep',
    name: 'Sleep',
    description: 'Slow, dark and unhurried. For the last quarter of an hour of the day.',
  },
  {
    slug: 'mindfulness',
    name: 'Mindfulness',
    description: 'Bells, bowls and open space for attention to settle in.',
  },
  {
    slug: 'focus',
    name: 'Focus',
    description: 'Steady sound that keeps the room quiet while you work, read or write.',
  },
  {
    slug: 'nature',
    name: 'Nature',
    description: 'Water, wind and birdsong: somewhere else, for a little while.',
  },
] as const
