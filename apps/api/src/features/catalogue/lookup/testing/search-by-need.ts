import { createRandom } from '@better-and-bliss/breath/synthesis'
import type { Item } from '../../item.ts'
import { readQuestion } from '../../read-question.ts'
import { lookupOf } from './items.ts'
import { createLanguage, largeCatalogue, oneOf, speechIn } from './large-catalogue.ts'

export const KINDS = [
  'two words',
  'two words, one misspelled',
  'two words and 10 min',
  'titles, letter by letter',
  'suggestions, letter by letter',
] as const
export type Kind = (typeof KINDS)[number]

/** A catalogue in memory that is asked as the API's search is; each question is another one. */
export interface AskedCatalogue {
  items: readonly Item[]
  /** @throws where no titles or words are left that were not asked for. */
  questions(kind: Kind, count: number): string[]
  /** @returns how many items were on the first pages. */
  ask(kind: Kind, questions: readonly string[]): number
}

const VOCABULARY = 20_000
const SHORTEST_TYPED = 3
/** A third of the items has captions, of a quarter of an hour. */
const SPEECH = { share: 1 / 3, words: 1_000 }
/** So many tries in a row that bring nothing new, and nothing new is left. */
const MOST_TRIES = 10_000
const FIRST_PAGE = { limit: 20, offset: 0 }

export function createAskedCatalogue(count: number): AskedCatalogue {
  const random = createRandom(count)
  const language = createLanguage(VOCABULARY, random)
  const items = largeCatalogue(count, language, random)
  const lookup = lookupOf(items, speechIn(items, SPEECH, language, random))
  const asked = new Set<string>()

  const twoWords = () => `${language.word()} ${language.word()}`
  const makers: Record<Kind, () => string[]> = {
    'two words': () => [twoWords()],
    'two words, one misspelled': () => [`${misspelled(language.word())} ${language.word()}`],
    'two words and 10 min': () => [`${twoWords()} 10 min`],
    'titles, letter by letter': () => beginningsOf(oneOf(items, random).title),
    'suggestions, letter by letter': () => beginningsOf(oneOf(items, random).title),
  }

  return {
    items,
    questions: (kind, count) => {
      const questions: string[] = []
      for (let tries = 0; questions.length < count; tries++) {
        if (tries === MOST_TRIES) throw new Error(`There are no more questions of the kind "${kind}"`)
        const fresh = makers[kind]().filter((question) => !asked.has(`${kind} ${question}`))
        if (fresh.length > 0) tries = 0
        for (const question of fresh) asked.add(`${kind} ${question}`)
        questions.push(...fresh)
      }
      return questions.slice(0, count)
    },
    ask: (kind, questions) => {
      let found = 0
      for (const question of questions) {
        const { words, filters } = readQuestion(question, {})
        const isSuggested = kind === 'suggestions, letter by letter'
        const { items } = isSuggested ? lookup.suggest(words, filters) : lookup.search(words, filters, FIRST_PAGE)
        found += items.length
      }
      return found
    },
  }
}

/** Two letters of a word that is long enough stand in the wrong order. */
function misspelled(word: string): string {
  return word.replace(/^(..)(.)(.)(?=.)/, '$1$3$2')
}

function beginningsOf(title: string): string[] {
  const lengths = Array.from({ length: title.length }, (_, index) => index + 1)
  return lengths
    .filter((length) => length >= SHORTEST_TYPED && title[length - 1] !== ' ')
    .map((length) => title.slice(0, length))
}
