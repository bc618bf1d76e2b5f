import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { NAMES_TITLE, writeSection } from './card-file.ts'
import { FOLDS, filesOf, foldsOf } from './folds.ts'
import { listen } from './listen.ts'
import { markdownTable, meanAndDeviation } from './markdown.ts'
import { type Naming, namingOf } from './names.ts'
import { type Recording, readCorpus } from './recordings.ts'
import type { Truth } from './reliability.ts'
import { soundClassOf } from './sound-classes.ts'
import { heldOutClassifiers } from './train/fit.ts'
import { readWav } from './wav.ts'

const CLASSES = ['contact', 'airborne'] as const
const SAMPLES_PER_MS = 16
const MINUTE_MS = 60_000
const MOST_MINUTES = 60

interface Row extends Naming {
  file: string
  fold: number
}

/** Plays each recording of breath over and over, and says whether inhale and exhale keep their names. */
export async function loops(args: string[]): Promise<void> {
  const { corpus, minutes, write } = readArguments(args)
  await using stack = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'breath-loops-'))
  stack.defer(() => rm(scratch, { recursive: true, force: true }))
  const read = await readCorpus(corpus, scratch)
  const folds = foldsOf(filesOf(read.rows))
  const classifierFor = heldOutClassifiers(read)
  const rows: Row[] = []
  for (const recording of read.recordings.filter(isWanted)) {
    const { file, truth } = recording
    const looped = loop(await readWav(join(corpus, file)), truth, minutes)
    const { events } = listen(looped.samples, classifierFor(recording))
    rows.push({ file, fold: folds.get(file) ?? 0, ...namingOf(looped.truth, events) })
  }
  const text = sectionText(rows, minutes)
  console.log(
    `${markdownTable(
      ['file', ...TITLES],
      rows.map((row) => [row.file, ...cellsOf([row])]),
    )}\n\n${text}`,
  )
  if (write) await writeSection(NAMES_TITLE, text)
}

const isWanted = ({ file }: Recording) => CLASSES.some((name) => name === soundClassOf(file))

/** The recording from its beginning again and again, and what is in it. */
export function loop(samples: Int16Array, truth: Truth, minutes: number): { samples: Int16Array; truth: Truth } {
  const times = Math.max(1, Math.round((minutes * MINUTE_MS * SAMPLES_PER_MS) / samples.length))
  const looped = new Int16Array(times * samples.length)
  const phases: Truth['phases'] = []
  for (let time = 0; time < times; time++) {
    const offset = time * samples.length
    looped.set(samples, offset)
    const laterMs = offset / SAMPLES_PER_MS
    phases.push(...truth.phases.map(({ start, end, phase }) => ({ start: start + laterMs, end: end + laterMs, phase })))
  }
  return { samples: looped, truth: { ...truth, phases } }
}

const TITLES = ['phases', 'named rightly in the end', 'when announced', 'exchanges'] as const

function cellsOf(rows: readonly Naming[]): string[] {
  const sum = (of: (row: Naming) => number) => rows.reduce((total, row) => total + of(row), 0)
  const phases = sum((row) => row.phases)
  const share = (right: number) => (right / Math.max(1, phases)).toFixed(3)
  const shares = [share(sum((row) => row.right)), share(sum((row) => row.rightAtOnce))]
  return [String(phases), ...shares, String(sum((row) => row.exchanges))]
}

function sectionText(rows: readonly Row[], minutes: number): string {
  const groups = CLASSES.map((name) => ({ name, own: rows.filter(({ file }) => soundClassOf(file) === name) }))
  const table = groups.map(({ name, own }) => {
    const exchanged = own.filter(({ exchanges }) => exchanges > 0).length
    return [name, `${exchanged} of ${own.length}`, ...cellsOf(own), ...spread(own)]
  })
  const titles = ['group', 'files with an exchange', ...TITLES, 'by fifths: in the end', 'when announced']
  return `The recordings of people's breath, each played over and over for ${minutes} minutes, heard by models that know neither person nor source
(\`npm run breath -- loops CORPUS_FOLDER --write\`). Where the recording begins anew a phase is cut, or two of a kind follow each other: what a
session has where a breath is not heard. Of the phases that were found, the share that is named rightly, by the better of the two assignments for the
whole of a file; an exchange is eight phases, with one stray at most, that are named the other way round than those before.

${markdownTable(titles, table)}
`
}

/** Of the shares in each fold. */
function spread(rows: readonly Row[]): string[] {
  const folds = Array.from({ length: FOLDS }, (_, fold) => rows.filter((row) => row.fold === fold))
  const shares = (of: (row: Naming) => number) =>
    folds.map((own) =>
      own.length === 0 ? undefined : own.reduce((sum, row) => sum + of(row) / row.phases / own.length, 0),
    )
  return [
    meanAndDeviation(
      shares((row) => row.right),
      3,
    ),
    meanAndDeviation(
      shares((row) => row.rightAtOnce),
      3,
    ),
  ]
}

function readArguments(args: string[]): { corpus: string; minutes: number; write: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { minutes: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
  })
  const minutes = Number(values.minutes)
  const [corpus] = positionals
  if (corpus === undefined || !(minutes >= 1 && minutes <= MOST_MINUTES))
    throw new Error(`npm run breath -- loops CORPUS_FOLDER [--minutes 5] [--write], 1 to ${MOST_MINUTES} minutes`)
  return { corpus, minutes, write: values.write }
}
