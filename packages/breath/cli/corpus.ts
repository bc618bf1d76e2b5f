import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { HeardPhase } from './listen.ts'
import { soundClassOf } from './sound-classes.ts'

const run = promisify(execFile)

/** What eval.py says of one group of files. */
export type Scores = Record<string, number>

export interface HeardFile {
  file: string
  events: HeardPhase[]
}

/** Runs one of the corpus' own tools. */
export async function runTool(corpus: string, tool: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await run('python3', [join(corpus, tool), ...args], { maxBuffer: 1 << 26 })
    return stdout
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${tool} could not be run; it needs python3 with numpy on the path and its corpus in ${corpus}\n${detail}`,
    )
  }
}

export async function wavFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.wav')).sort()
}

/** The rows of a CSV file, as objects; values may be quoted, lines do not break within them. */
export async function readCsv(path: string): Promise<Record<string, string>[]> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/)
  const names = valuesOf(head)
  return lines.map((line) => Object.fromEntries(valuesOf(line).map((value, index) => [names[index] ?? '', value])))
}

function valuesOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}

/** Events on the clip's own clock, where prepare.py put a lead-in before it. */
export function withoutLeadIn(heard: HeardFile, offsetMs: number): HeardFile {
  const events = heard.events
    .map((event) => ({ ...event, t_ms: event.t_ms - offsetMs, emitted_ms: event.emitted_ms - offsetMs }))
    .filter((event) => event.t_ms + event.duration_ms >= 0)
  return { file: heard.file, events }
}

/** What eval.py needs of a row of labels.csv. */
const LABEL_COLUMNS = [
  'file',
  'kind',
  'duration_ms',
  'n_breaths',
  'bpm_protocol',
  'phase_known',
  'start_ms',
  'end_ms',
  'phase',
]

/** Scores by class of sound, as eval.py computes them: it groups files by what their names begin with. */
export async function evaluate(
  corpus: string,
  rows: readonly Record<string, string>[],
  heard: readonly HeardFile[],
  scratch: string,
): Promise<Record<string, Scores>> {
  const labelsPath = join(scratch, 'classes.csv')
  const eventsPath = join(scratch, 'events.jsonl')
  const scoresPath = join(scratch, 'scores.json')
  const inClass = (file = '') => `${soundClassOf(file)}_${file}`
  const labels = rows.map((row) =>
    LABEL_COLUMNS.map((column) => (column === 'file' ? inClass(row.file) : (row[column] ?? ''))).join(','),
  )
  await writeFile(labelsPath, [LABEL_COLUMNS.join(','), ...labels, ''].join('\n'))
  await writeFile(
    eventsPath,
    heard.map((line) => `${JSON.stringify({ ...line, file: inClass(line.file) })}\n`).join(''),
  )
  await runTool(corpus, 'eval.py', ['--labels', labelsPath, '--events', eventsPath, '--json', scoresPath])
  return JSON.parse(await readFile(scoresPath, 'utf8')) as Record<string, Scores>
}
