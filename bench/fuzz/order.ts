/** Whom it is sent to. */
export interface FuzzTarget {
  baseUrl: string
  cookie: string
  /** A published item. */
  item: string
}

export interface FuzzOrder {
  seed: number
  count: number
  signal: AbortSignal
  say: (line: string) => void
}

export interface Fuzzed {
  sent: number
  /** How many answers of each kind. */
  told: string
  findings: string[]
}

export function tally(answers: ReadonlyMap<string, number>): string {
  const sorted = [...answers].toSorted(([one], [other]) => one.localeCompare(other))
  return sorted.map(([answer, count]) => `${answer}: ${count.toLocaleString('en')}`).join(', ')
}

/** Runs some at a time. */
export async function eachAtOnce<T>(values: Iterable<T>, atOnce: number, work: (value: T) => Promise<void>) {
  const next = values[Symbol.iterator]()
  const worker = async () => {
    for (let { done, value } = next.next(); !done; { done, value } = next.next()) await work(value)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
