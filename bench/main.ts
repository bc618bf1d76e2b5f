import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAnalytics } from './analytics.ts'
import { benchApi } from './api.ts'
import { benchAuth } from './auth.ts'
import { benchAuthTimes } from './auth-times.ts'
import { benchBreath } from './breath.ts'
import { benchCampaign } from './campaign.ts'
import { benchCloudfront } from './cloudfront.ts'
import { benchEdge } from './edge.ts'
import { benchFirstRung } from './first-rung.ts'
import { benchFlat } from './flat.ts'
import { benchGuesses } from './guesses.ts'
import type { Context } from './harness/context.ts'
import { assertPlaces, machineFacts, writeSection } from './harness/report.ts'
import { benchLadder } from './ladder.ts'
import { benchMemory } from './memory.ts'
import { benchSearchNeed } from './search-need.ts'
import { benchStart } from './start.ts'
import { benchStream } from './stream.ts'
import { benchStudio } from './studio.ts'
import { benchUpload } from './upload.ts'
import { benchViewHistories } from './view-histories.ts'
import { benchWeb } from './web.ts'

const BENCHES: Record<string, (context: Context) => Promise<string>> = {
  analytics: benchAnalytics,
  api: benchApi,
  auth: benchAuth,
  'auth-times': benchAuthTimes,
  breath: benchBreath,
  campaign: benchCampaign,
  cloudfront: benchCloudfront,
  'first-rung': benchFirstRung,
  flat: benchFlat,
  edge: benchEdge,
  guesses: benchGuesses,
  ladder: benchLadder,
  memory: benchMemory,
  'search-need': benchSearchNeed,
  start: benchStart,
  stream: benchStream,
  studio: benchStudio,
  upload: benchUpload,
  'view-histories': benchViewHistories,
  web: benchWeb,
}

const USAGE = `npm run bench -- [${Object.keys(BENCHES).join('] [')}] [--seconds 3] [--rounds 3] [--mails 100000] [--write]`

const { names, seconds, rounds, mails, write } = readArguments(process.argv.slice(2))
if (write) await assertPlaces(names)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stopping.abort(new Error('It was stopped')))
}

await using stack = new AsyncDisposableStack()
const root = await mkdtemp(join(tmpdir(), 'better-and-bliss-bench-'))
stack.defer(() => rm(root, { recursive: true, force: true }))
await chmod(root, 0o711)

for (const name of names) {
  if (stopping.signal.aborted) break
  const say = (line: string) => console.error(`${name}: ${line}`)
  try {
    const text = await BENCHES[name]?.({ folder: root, seconds, rounds, mails, signal: stopping.signal, say })
    const options = name === 'campaign' ? `--mails ${mails}` : `--seconds ${seconds} --rounds ${rounds}`
    const section = [machineFacts(`npm run bench -- ${name} ${options}`), text].join('\n\n')
    console.log(`\n## ${name}\n\n${section}`)
    if (write) await writeSection(name, section)
  } catch (error) {
    process.exitCode = 1
    const what = error instanceof Error ? error.stack : String(error)
    console.error(stopping.signal.aborted ? 'Stopped.' : `${name}: ${what}`)
  }
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '3' },
      mails: { type: 'string', default: '100000' },
      write: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((name) => !(name in BENCHES))
  const [seconds, rounds, mails] = [Number(values.seconds), Number(values.rounds), Number(values.mails)]
  if (unknown.length > 0 || !isCount(seconds, 60) || !isCount(rounds, 20) || !isCount(mails, 1_000_000)) {
    console.error(USAGE)
    process.exit(2)
  }
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES)
  return { names, seconds, rounds, mails, write: values.write }
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}
