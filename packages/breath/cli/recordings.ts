import { join } from 'node:path'
import { readCsv, runTool, wavFiles } from './corpus.ts'
import { recordsOf } from './listen.ts'
import { type Truth, truthsOf } from './reliability.ts'
import { readWav } from './wav.ts'

/** A file of a corpus, as the detector hears it. */
export interface Recording {
  file: string
  samples: Int16Array
  records: Uint8Array
  /** Where the file begins within `samples`, behind a lead-in. */
  offsetMs: number
  truth: Truth
}

/** The rows of labels.csv, and the files that they label. */
export interface Corpus {
  rows: Record<string, string>[]
  recordings: Recording[]
}

/** The corpus' files, made ready to stream by its own tool. */
export async function readCorpus(corpus: string, scratch: string): Promise<Corpus> {
  const labels = join(corpus, 'labels.csv')
  const prepared = join(scratch, 'prepared')
  await runTool(corpus, 'prepare.py', ['--labels', labels, '--out', prepared])
  const offsets = new Map(
    (await readCsv(join(prepared, 'offsets.csv'))).map(({ file = '', offset_ms }) => [file, Number(offset_ms)]),
  )
  const rows = await readCsv(labels)
  return { rows, recordings: await readFolder(prepared, rows, offsets) }
}

async function readFolder(folder: string, rows: Corpus['rows'], offsets: Map<string, number>): Promise<Recording[]> {
  const truths = new Map(truthsOf(rows).map((truth) => [truth.file, truth]))
  const recordings: Recording[] = []
  for (const file of await wavFiles(folder)) {
    const truth = truths.get(file)
    if (!truth) continue
    const samples = await readWav(join(folder, file))
    recordings.push({ file, samples, records: recordsOf(samples), offsetMs: offsets.get(file) ?? 0, truth })
  }
  return recordings
}
