/** The people behind the demo catalogue. All of them are invented. */
export const demoExperts = [
  {
    slug: 'mara-lindqvist',
    name: 'Mara Lindqvist',
    title: 'Breath coach',
    bio: 'Mara sang in choirs for twenty years before she began to teach what singers learn first: how to breathe out. Her sessions are short, plain and easy to come back to.',
  },
  {
    slug: 'tomas-okafor',
    name: 'Tomás Okafor',
    title: 'Sound designer and field recordist',
    bio: 'Tomás builds places out of sound, from tide pools to rainy windows. He likes recordings that can be left on and forgotten.',
  },
  {
    slug: 'yuki-amano',
    name: 'Yuki Amano',
    title: 'Meditation teacher',
    bio: 'Yuki leads a small sitting group and has done so every Tuesday for eleven years. She speaks little, and leaves room for bells.',
  },
  {
    slug: 'ines-carvalho',
    name: 'Inês Carvalho',
    title: 'Musician',
    bio: 'Inês plays handpan, harmonium and anything else that hums. She writes music for evenings, and for the hour after them.',
  },
] as const
