import type { Random } from '@better-and-bliss/breath/synthesis'
import type { Item } from '../../item.ts'
import { categories, experts, item } from './items.ts'

const ONSETS = 'b br c ch d dr f fl g gr h j k l m n p pr qu r s sh st t tr v w'.split(' ')
const NUCLEI = 'a ai e ea ee i o oa oo u'.split(' ')
const CODAS = ['', 'l', 'm', 'n', 'nd', 'r', 'rm', 's', 'st', 't']
const ENDINGS = ['', 's', 'ing', 'ed', 'er', 'ness', 'ly', 'ful']
const TAGS = 200
const DAY_MS = 86_400_000

/** Words that share stems and endings, as in English; the n-th is used n times less often than the first (Zipf's law). */
export interface Language {
  words: readonly string[]
  /** One of them, as often as it is used. */
  word(): string
}

export function createLanguage(size: number, random: Random): Language {
  const words = new Set<string>()
  while (words.size < size) {
    const stem = Array.from({ length: random.uniform() < 0.4 ? 1 : 2 }, () => syllable(random)).join('')
    const endings = ENDINGS.filter((ending) => ending === '' || random.uniform() < 0.4)
    for (const ending of endings) if (stem.length + ending.length > 2) words.add(stem + ending)
  }
  const list = [...words].slice(0, size)
  return { words: list, word: () => list[Math.floor(size ** random.uniform()) - 1] as string }
}

function syllable(random: Random): string {
  return [ONSETS, NUCLEI, CODAS].map((parts) => oneOf(parts, random)).join('')
}

export function oneOf<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random.uniform() * values.length)] as T
}

/** Items with texts of such words. */
export function largeCatalogue(count: number, { word, words }: Language, random: Random): Item[] {
  const text = (length: number) => Array.from({ length }, word).join(' ')
  const tags = words.slice(-TAGS)
  return Array.from({ length: count }, (_, index) =>
    item({
      id: `item-${index}`,
      title: text(2 + Math.floor(random.uniform() * 3)),
      description: text(20 + Math.floor(random.uniform() * 20)),
      contentType: random.uniform() < 0.5 ? 'video' : 'audio',
      category: oneOf(categories, random),
      expert: oneOf(experts, random),
      tags: [oneOf(tags, random), oneOf(tags, random)],
      trending: random.uniform() < 0.01,
      durationSeconds: 60 + Math.floor(random.uniform() * 3_600),
      publishedAtMs: Math.floor(random.uniform() * 1_000) * DAY_MS,
    }),
  )
}

/** What is said in some of the items, by their ids: each word once. */
export function speechIn(
  items: readonly Item[],
  { share, words }: { share: number; words: number },
  { word }: Language,
  random: Random,
): Map<string, string> {
  const speaking = items.filter(() => random.uniform() < share)
  return new Map(speaking.map(({ id }) => [id, [...new Set(Array.from({ length: words }, word))].join(' ')]))
}
