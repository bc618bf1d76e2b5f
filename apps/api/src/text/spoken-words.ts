import { type Cue, cueText } from './webvtt.ts'
import { toWords } from './words.ts'

/** Two hours of talk have about as many. */
export const MOST_OF_LANGUAGE = 2_000
export const MOST_OF_ITEM = 8_000
/** What is longer is no word: an address, or a line of a script that puts no blanks. */
const LONGEST_WORD = 64

/** Words by which items are found that say them, each once. */
export interface SpokenWords {
  /** @returns whether more of this language are taken. */
  add(cues: readonly Cue[]): boolean
  nextLanguage(): void
  /** One blank between two words. */
  text(): string
}

/** The first ones of each language: an item that is searched for by a word has it early, or often. */
export function collectWords(): SpokenWords {
  const all = new Set<string>()
  let ofLanguage = new Set<string>()
  const isFull = () => ofLanguage.size >= MOST_OF_LANGUAGE || all.size >= MOST_OF_ITEM

  return {
    add: (cues) => {
      for (const word of cues.flatMap((cue) => toWords(cueText(cue)))) {
        if (isFull()) return false
        if (word.length > LONGEST_WORD) continue
        ofLanguage.add(word)
        all.add(word)
      }
      return !isFull()
    },
    nextLanguage: () => {
      ofLanguage = new Set()
    },
    text: () => [...all].join(' '),
  }
}
