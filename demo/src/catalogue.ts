import type { NewContentInput } from '@better-and-bliss/api/studio'
import type { demoCategories } from './categories.ts'
import type { demoExperts } from './experts.ts'
import type { PictureName } from './picture/gallery.ts'
import type { SoundName } from './sound/score.ts'
import type { FilmName } from './video/films.ts'
import { breathWords, type Words } from './words.ts'

export type DemoItem = {
  slug: string
  title: string
  description: string
  categorySlug: (typeof demoCategories)[number]['slug']
  expertSlug: (typeof demoExperts)[number]['slug']
  tier: NewContentInput['tier']
  featured: boolean
  durationSeconds: number
  recipe: Recipe
  words?: (durationSeconds: number) => Words
}

/** What an item is made of. */
type Recipe =
  | { kind: 'audio'; sound: SoundName; picture: PictureName }
  | { kind: 'video'; sound: SoundName; picture: PictureName; film: FilmName }

/**
 * The demo catalogue, in the order in which it is made: first what a newcomer can open without an account, last the videos,
 * whose ladders cost twelve times what a sound costs.
 */
export const demoItems: readonly DemoItem[] = [
  {
    slug: 'ocean-at-low-tide',
    title: 'Ocean at Low Tide',
    description:
      'Long, unhurried waves on a wide beach. Each one gathers, breaks and sinks fizzing into the sand before the next arrives. Headphones bring the shore a little closer.',
    categorySlug: 'nature',
    expertSlug: 'tomas-okafor',
    tier: 'free',
    featured: true,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'ocean', picture: 'shore' },
  },
  {
    slug: 'rain-for-reading',
    title: 'Rain for Reading',
    description:
      'Steady rain on broad leaves, with a heavier drip now and then from the eaves. There is no thunder and there are no surprises. Put it on low, open your book, and let the rest of the house fade.',
    categorySlug: 'focus',
    expertSlug: 'tomas-okafor',
    tier: 'free',
    featured: false,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'rain', picture: 'leaf' },
  },
  {
    slug: 'seven-bells-body-scan',
    title: 'Seven Bells: A Short Body Scan',
    description:
      'A bowl to begin, seven bells, a bowl to end. At each bell, move your attention on: feet, legs, hips, belly, chest, hands, face. Nobody speaks, so the pace of noticing is your own.',
    categorySlug: 'mindfulness',
    expertSlug: 'yuki-amano',
    tier: 'free',
    featured: false,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'bodyScan', picture: 'silk' },
  },
  {
    slug: 'box-breathing-by-ear',
    title: 'Box Breathing by Ear',
    description:
      'In for four, hold for four, out for four, hold for four, five times round. A small bell marks every corner and the tone tells you where you are, so you can close your eyes from the start.',
    categorySlug: 'breathwork',
    expertSlug: 'mara-lindqvist',
    tier: 'basic',
    featured: false,
    durationSeconds: 80,
    recipe: { kind: 'audio', sound: 'boxBreath', picture: 'breathBox' },
  },
  {
    slug: 'deep-brown-noise',
    title: 'Deep Brown Noise',
    description:
      'Noise with the hiss taken out and the depth left in, like a large aircraft heard from a good seat. It sways by less than a decibel, just enough not to feel like a machine. For work that needs a closed door.',
    categorySlug: 'focus',
    expertSlug: 'tomas-okafor',
    tier: 'basic',
    featured: false,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'brownNoise', picture: 'dunes' },
  },
  {
    slug: 'seven-singing-bowls',
    title: 'Seven Singing Bowls',
    description:
      'Seven bronze bowls in a row on the floor, struck slowly with a soft mallet. Listen to each tone until you can no longer tell whether you hear it or remember it.',
    categorySlug: 'mindfulness',
    expertSlug: 'yuki-amano',
    tier: 'basic',
    featured: true,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'singingBowls', picture: 'bowls' },
  },
  {
    slug: 'forest-before-dawn',
    title: 'Forest before Dawn',
    description:
      'Wind goes through the crowns, a stream runs somewhere below, and one bird after another wakes: first a thrush, then a pigeon, at last a wren. A gentle way to begin a morning that is still dark.',
    categorySlug: 'nature',
    expertSlug: 'tomas-okafor',
    tier: 'basic',
    featured: false,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'forest', picture: 'forestMist' },
  },
  {
    slug: 'handpan-at-dusk',
    title: 'Handpan at Dusk',
    description:
      'Four phrases in D minor go round and are told a little differently each time. Unhurried, warm and slightly imperfect, as a handpan on a balcony should be.',
    categorySlug: 'mindfulness',
    expertSlug: 'ines-carvalho',
    tier: 'premium',
    featured: false,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'handpan', picture: 'handpanDusk' },
  },
  {
    slug: 'slow-descent',
    title: 'Slow Descent',
    description:
      'Four wide chords, each a little lower, darker and quieter than the last, until only a hush is left. Made for the moment when the book is already on the floor.',
    categorySlug: 'sleep',
    expertSlug: 'ines-carvalho',
    tier: 'premium',
    featured: false,
    durationSeconds: 90,
    recipe: { kind: 'audio', sound: 'sleepDrift', picture: 'moonClouds' },
  },
  {
    slug: 'coherent-breathing',
    title: 'Coherent Breathing',
    description:
      'Four breaths at the pace many people find most even: five and a half seconds in, five and a half seconds out. Let the light lead. Breathe in while it grows, out while it settles, and rest your shoulders in between.',
    categorySlug: 'breathwork',
    expertSlug: 'mara-lindqvist',
    tier: 'free',
    featured: true,
    durationSeconds: 44,
    recipe: { kind: 'video', sound: 'coherentBreath', picture: 'breathOrb', film: 'orb' },
    words: breathWords,
  },
  {
    slug: 'aurora-over-a-quiet-bay',
    title: 'Aurora over a Quiet Bay',
    description:
      'Northern lights drift above dark hills and lie down again in the water. A wide chord, small waves, a chime far off. Good company for the end of a long evening, with the lamp already out.',
    categorySlug: 'sleep',
    expertSlug: 'ines-carvalho',
    tier: 'premium',
    featured: true,
    durationSeconds: 30,
    recipe: { kind: 'video', sound: 'nightSea', picture: 'auroraSea', film: 'aurora' },
  },
]
