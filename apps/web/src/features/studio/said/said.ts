/** What the API says in English, by what it is in another language. `{name}` stands for what differs, in both. */
export interface Sentences {
  /** What stands around other sentences as `{words}`, and is looked for first. */
  around: Readonly<Record<string, string>>
  /** Whole sentences, and parts of them that differ. */
  sentences: Readonly<Record<string, string>>
}

/**
 * Says in another language what the API says. What is told for a person to mend is made of English sentences, as the terminal
 * and older rows of the database have it; those that nobody translated stay as they are.
 */
export function translatorOfSaid(known: readonly Sentences[]): (words: string) => string {
  const patterns = [
    ...known.flatMap(({ around }) => Object.entries(around).map(patternOf)),
    ...known.flatMap(({ sentences }) => Object.entries(sentences).map(patternOf)).toSorted(byLiteralLetters),
  ]
  return function said(words: string): string {
    for (const { matches, translation } of patterns) {
      const found = matches.exec(words)
      if (found) return translation.replace(PLACEHOLDER, (_, name: string) => said(found.groups?.[name] ?? ''))
    }
    return words
  }
}

const PLACEHOLDER = /\{(\w+)\}/g

interface Pattern {
  matches: RegExp
  translation: string
  /** How much of it is the same each time. */
  literalLetters: number
}

function patternOf([english, translation]: [string, string]): Pattern {
  const source = english
    .split(PLACEHOLDER)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&') : `(?<${part}>.*?)`))
    .join('')
  return {
    matches: new RegExp(`^${source}$`, 's'),
    translation,
    literalLetters: english.replace(PLACEHOLDER, '').length,
  }
}

/** The most particular first. */
function byLiteralLetters(a: Pattern, b: Pattern): number {
  return b.literalLetters - a.literalLetters
}
