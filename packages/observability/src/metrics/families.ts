/** A figure with what tells it from others of its name. The values of a label are few, and known beforehand. */
export type Figure = readonly [labels: Readonly<Record<string, string>>, value: number]

/** One name of the exposition, as a function of what was read. */
export interface Family<Read> {
  type: 'gauge' | 'counter'
  help: string
  labels: readonly string[]
  figures: (read: Read) => readonly Figure[]
}

/** What goes up and down. */
export function gauge<Read>(help: string, figure: (read: Read) => number): Family<Read> {
  return { type: 'gauge', help, labels: [], figures: (read) => [[{}, figure(read)]] }
}

/** Several that go up and down, by their labels. */
export function gauges<Read>(
  help: string,
  labels: readonly string[],
  figures: (read: Read) => readonly Figure[],
): Family<Read> {
  return { type: 'gauge', help, labels, figures }
}

/** What only grows while the process lives, by its labels. */
export function counters<Read>(
  help: string,
  labels: readonly string[],
  figures: (read: Read) => readonly Figure[],
): Family<Read> {
  return { type: 'counter', help, labels, figures }
}
