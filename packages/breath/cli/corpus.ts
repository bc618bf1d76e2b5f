import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { HeardPhase } from './listen.ts'

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

/** The rows of a CSV file without quotes, as objects. */
export async function readCsv(path: string): Promise<Record<string, string>[]> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index] ?? '', value])))
}

/** Events on the clip's own clock, where prepare.py put a lead-in before it. */
export function withoutLeadIn(heard: HeardFile, offsetMs: number): HeardFile {
  const events = heard.events
    .map((event) => ({ ...event, t_ms: event.t_ms - offsetMs, emitted_ms: event.emitted_ms - offsetMs }))
    .filter((event) => event.t_ms + event.duration_ms >= 0)
  return { file: heard.file, events }
}

/** Scores by group, as eval.py computes them. */
export async function evaluate(
  corpus: string,
  labels: string,
  heard: readonly HeardFile[],
  scratch: string,
): Promise<Record<string, Scores>> {
  const eventsPath = join(scratch, 'events.jsonl')
  const scoresPath = join(scratch, 'scores.json')
  await writeFile(eventsPath, heard.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await runTool(corpus, 'eval.py', ['--labels', labels, '--events', eventsPath, '--json', scoresPath])
  return JSON.parse(await readFile(scoresPath, 'utf8')) as Record<string, Scores>
}
