import { toWords } from '../../text/words.ts'
import type { Item } from './item.ts'

interface Found {
  items: readonly Item[]
  corrections: ReadonlyMap<string, string>
}

/** A question with its misspelled words as they are written in what was found; null where there are none. */
export function correctedText(q: string, { items, corrections }: Found): string | null {
  if (corrections.size === 0) return null
  return q.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => {
    const meant = corrections.get(toWords(word)[0] ?? '')
    return meant === undefined ? word : writtenAs(meant, items[0])
  })
}

/** Terms have no marks and no capitals. */
function writtenAs(term: string, item: Item | undefined): string {
  const { title = '', description = '', tags = [], expert, series, category } = item ?? {}
  const texts = [title, ...tags, expert?.name, series?.title, category?.name, description]
  const words = texts.join(' ').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const written = words.find((word) => toWords(word)[0] === term)
  return written?.toLowerCase() ?? term
}
