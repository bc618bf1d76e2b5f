import { basename } from 'node:path'
import { namedPath } from '@better-and-bliss/process'
import { accuracy } from './accuracy.ts'
import { listen } from './listen.ts'
import { loops } from './loops.ts'
import { report } from './report.ts'
import { robustness } from './robustness.ts'
import { train } from './train/train.ts'
import { readWav } from './wav.ts'

const USAGE = `npm run breath -- events FILE.wav…               a JSON line a file: what was heard, and when it was spoken of
npm run breath -- report FILE.wav [OUT.svg]       a picture of the session
npm run breath -- accuracy CORPUS_FOLDER [--write] measures the detector; --write renews docs/breath-accuracy.md
npm run breath -- loops CORPUS_FOLDER [--minutes 5] [--write] whether inhale and exhale keep their names in long sessions
npm run breath -- robustness CORPUS_FOLDER [--write] the same through codecs, noise and rooms; needs ffmpeg on the path
npm run breath -- train CORPUS_FOLDER              fits what is breath, and writes packages/breath/src/phases/classify/model.ts`

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  events,
  report,
  accuracy,
  loops,
  robustness,
  train,
}

const [command = '', ...args] = process.argv.slice(2)
// Names of files are meant where npm was called.
process.chdir(namedPath('.'))
try {
  const run = COMMANDS[command]
  if (!run || args.length === 0) throw new Error(USAGE)
  await run(args)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function events(files: string[]): Promise<void> {
  for (const file of files) {
    console.log(JSON.stringify({ file: basename(file), events: listen(await readWav(file)).events }))
  }
}
