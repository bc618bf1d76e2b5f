import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROBUSTNESS_TITLE, writeSection } from './card-file.ts'
import { evaluate, withoutLeadIn } from './corpus.ts'
import { DISTORTIONS } from './distortions.ts'
import { listen } from './listen.ts'
import { type Recording, readCorpus } from './recordings.ts'
import { soundClassOf } from './sound-classes.ts'
import { heldOutClassifiers } from './train/fit.ts'
import { toPcm16 } from './wav.ts'

/** Who is heard through each distortion. */
const CLASSES = ['airborne', 'contact'] as const
const SAMPLES_PER_MS = 16
const GOAL = 0.85

/** The segment F1 without names that is left of each class. */
interface Row {
  name: string
  airborne: number
  contact: number
}

/** Hears the recordings of breath again, distorted in each way. */
export async function robustness(args: string[]): Promise<void> {
  const [corpus = ''] = args.filter((argument) => argument !== '--write')
  await using stack = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'breath-robustness-'))
  stack.defer(() => rm(scratch, { recursive: true, force: true }))
  const read = await readCorpus(corpus, scratch)
  const { rows, recordings } = read
  const classifierFor = heldOutClassifiers(read)
  const heard = recordings.filter(({ file }) => CLASSES.some((name) => name === soundClassOf(file)))
  const files = new Set(heard.map(({ file }) => file))
  const labels = rows.filter(({ file = '' }) => files.has(file))
  const table: Row[] = []
  for (const { name, apply } of DISTORTIONS) {
    const events = []
    for (const recording of heard) {
      const distorted = await apply(soundOf(recording), scratch)
      const { events: own } = listen(toPcm16(distorted), classifierFor(recording))
      events.push(withoutLeadIn({ file: recording.file, events: own }, recording.offsetMs))
    }
    const scores = await evaluate(corpus, labels, events, scratch)
    const [airborne = 0, contact = 0] = CLASSES.map((of) => scores[of]?.seg_f1_any ?? 0)
    table.push({ name, airborne, contact })
    console.log(rowText({ name, airborne, contact }))
  }
  if (args.includes('--write')) await writeSection(ROBUSTNESS_TITLE, sectionText(table))
}

function soundOf({ samples, truth, offsetMs }: Recording) {
  const sound = Float64Array.from(samples, (sample) => sample / 32_768)
  let squares = 0
  let count = 0
  for (const { start, end } of truth.phases) {
    const from = Math.round((start + offsetMs) * SAMPLES_PER_MS)
    const until = Math.round((end + offsetMs) * SAMPLES_PER_MS)
    for (const value of sound.subarray(from, until)) squares += value * value
    count += until - from
  }
  return { sound, breathRms: Math.sqrt(squares / Math.max(1, count)) }
}

function sectionText(table: readonly Row[]): string {
  const missed = table.filter(({ airborne, contact }) => Math.min(airborne, contact) < GOAL).length
  return `Segment F1 without names that is left when the same recordings come through other microphones, rooms and networks
(\`npm run breath -- robustness CORPUS_FOLDER --write\`; codecs by ffmpeg). The goal is ${GOAL} in each row; ${table.length - missed} of ${table.length} reach it.

| distortion | airborne | contact |
| --- | --- | --- |
${table.map(rowText).join('\n')}
`
}

const rowText = ({ name, airborne, contact }: Row) => `| ${name} | ${airborne.toFixed(3)} | ${contact.toFixed(3)} |`
