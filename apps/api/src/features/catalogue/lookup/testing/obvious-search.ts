import { stemmer } from 'stemmer'
import { toWords } from '../../../../text/words.ts'
import type { Item } from '../../item.ts'
import { MAX_RESULTS, MOST_COMPARED } from '../matching.ts'
import { GRADES, SPEECH_SCORE, WEIGHTS } from '../scores.ts'
import { askedTerms, STOP_WORDS } from '../terms.ts'
import { titleText } from '../text-index.ts'
import { GERMAN_ENDING } from '../vocabulary.ts'

interface Rated {
  item: Item
  /** For each term of the question. */
  scores: number[]
  /** Likewise: how many of its words match. */
  places: number[]
  titleFit: number
}

interface Asked {
  text: string
  passes: (item: Item) => boolean
  /** What is said in items, by their ids. */
  spoken: ReadonlyMap<string, string>
}

/** What a search without misspelled words finds, of items from the newest on: by looking at each. */
export function obviousSearch(newestFirst: readonly Item[], asked: Asked): Item[] {
  const written = found(newestFirst, { ...asked, spoken: new Map() }, [])
  if (written.length === MAX_RESULTS) return written
  return [...written, ...found(newestFirst, asked, written)].slice(0, MAX_RESULTS)
}

function found(newestFirst: readonly Item[], { text, passes, spoken }: Asked, known: readonly Item[]): Item[] {
  const terms = askedTerms(text)
  const all = newestFirst.map((item) => rate(item, spoken.get(item.id) ?? '', terms, titleText(text)))
  const counts = terms.map((_, index) => all.reduce((sum, { places }) => sum + (places[index] as number), 0))
  const rarest = counts.indexOf(Math.min(...counts))
  const matching = all.filter(
    ({ item, scores }) => scores.every((score) => score > 0) && passes(item) && !known.includes(item),
  )
  const gradeOf = ({ scores }: Rated) => GRADES.findIndex((least) => (scores[rarest] as number) >= least)
  const byRarest = matching.toSorted((a, b) => gradeOf(a) - gradeOf(b))
  const best = byRarest.toSorted((a, b) => Number(b.titleFit > 0) - Number(a.titleFit > 0)).slice(0, MAX_RESULTS)
  const compared = new Set((counts[rarest] as number) <= MOST_COMPARED ? matching : best)
  return matching
    .filter((one) => compared.has(one) || one.titleFit === 3)
    .toSorted((a, b) => Number(b.item.trending) - Number(a.item.trending))
    .toSorted((a, b) => sumOf(b.scores) - sumOf(a.scores))
    .toSorted((a, b) => b.titleFit - a.titleFit)
    .slice(0, MAX_RESULTS)
    .map(({ item }) => item)
}

function rate(item: Item, spoken: string, terms: string[], phrase: string): Rated {
  const title = titleText(item.title)
  const scores = terms.map((term) =>
    Math.max(scoreIn(item, term), Math.sign(scoreOfWords(telling(spoken), term, [1, 1])) * SPEECH_SCORE),
  )
  const isInTitle = terms.every((term) => scoreOfWords(toWords(item.title), term, WEIGHTS.title) > 0)
  const fit = title === phrase ? 3 : title.includes(phrase) ? 2 : 1
  const places = terms.map((term) => placesIn(item, spoken, term))
  return { item, scores, places, titleFit: isInTitle ? fit : 0 }
}

function scoreIn({ title, description, tags, expert, series, category }: Item, term: string): number {
  const described = telling([description ?? '', ...tags].join(' '))
  return Math.max(
    scoreOfWords(toWords(title), term, WEIGHTS.title),
    scoreOfWords(described, term, WEIGHTS.description),
    scoreOfWords(toWords(expert?.name ?? ''), term, WEIGHTS.expert),
    scoreOfWords(toWords(series?.title ?? ''), term, WEIGHTS.series),
    scoreOfWords(toWords(category?.name ?? ''), term, WEIGHTS.category),
  )
}

function placesIn({ title, description, tags, expert, series, category }: Item, spoken: string, term: string): number {
  const texts = [...toWords(title), ...telling([description ?? '', ...tags].join(' '))]
  const names = [expert?.name, series?.title, category?.name].map((name) => toWords(name ?? ''))
  const matches = (word: string) => scoreOfWords([word], term, [1, 1]) > 0
  return [texts, ...names, telling(spoken)].flatMap((words) => [...new Set(words)].filter(matches)).length
}

function telling(text: string): string[] {
  return toWords(text).filter((word) => !STOP_WORDS.has(word))
}

function scoreOfWords(words: string[], term: string, [exact, alike]: readonly [number, number]): number {
  if (words.includes(term)) return exact
  return words.some((word) => word.startsWith(term) || isOtherForm(word, term)) ? alike : 0
}

function isOtherForm(word: string, term: string): boolean {
  const stems = stemsOf(term)
  return stemsOf(word).some((stem) => stems.includes(stem))
}

const known = new Map<string, string[]>()

function stemsOf(word: string): string[] {
  const stems = known.get(word) ?? (/^[a-z]{3,}$/.test(word) ? [stemmer(word), word.replace(GERMAN_ENDING, '')] : [])
  known.set(word, stems)
  return stems
}

function sumOf(scores: number[]): number {
  return scores.reduce((sum, score) => sum + score, 0)
}
