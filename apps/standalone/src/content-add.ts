import { randomBytes } from 'node:crypto'
import { setInterval } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { requestLogger } from '@better-and-bliss/api/database'
import {
  addContent,
  captionsSchema,
  composeStudio,
  countriesSchema,
  type MediaJob,
  newContentSchema,
  watchMediaJob,
} from '@better-and-bliss/api/studio'
import { CannotStart, namedPath, type RunningProcess, runTask } from '@better-and-bliss/process'
import { readStudioSettings } from '@better-and-bliss/settings'
import { z } from 'zod'
import { readConfig } from './config.ts'
import { keepFilesPrivate } from './data-folder.ts'
import { explain } from './explain.ts'
import { environmentOf } from './roles.ts'
import { type Running, readRunning } from './running.ts'
import { loadSecrets } from './secrets.ts'
import { openTerminal, type Terminal } from './terminal.ts'

const USAGE = `Adds a video or audio file to the catalogue of the Better & Bliss that runs here.

  npm run content:add -- FILE --title "…" --category "…" --tier free|basic|premium
                         [--expert "…"] [--description "…"] [--picture FILE] [--slug …] [--featured]
                         [--captions en=FILE.vtt, once for each language] [--only-in CH,DE | --not-in US]`

const WORDS = {
  queued: 'waiting for the worker',
  processing: 'converting',
  playable: 'playable at',
  completed: '',
  failed: '',
  cancelled: '',
}
const BAR_WIDTH = 30
const LIVENESS_MS = 1_000

const terminal = openTerminal(process.stdout)
const complain = (error: unknown) => terminal.settle(inWords(error))
await runTask({ name: 'content:add', complain }, async (running) => {
  await addFile(running)
  return 0
})

async function addFile({ machine, stopping }: RunningProcess): Promise<void> {
  keepFilesPrivate()
  const { file, ...content } = readArguments(process.argv.slice(2))
  const config = readConfig(machine)
  const running = await readRunning(config.dataDir)
  if (!running) {
    throw new CannotStart(
      'Better & Bliss does not run here. Start it with `npm start`, then add content from a second terminal.',
    )
  }
  const secrets = await loadSecrets(config.dataDir, config.chosenKeys, randomBytes)
  const variables = environmentOf('worker', config, secrets, running.databaseUrl)
  const settings = readStudioSettings({ ...machine, variables })
  const log = requestLogger({ level: 'silent', role: 'content:add' })
  await using studio = await composeStudio({ settings, log, stopping })
  terminal.progress('Looking at the file …')
  const { contentId, mediaJobId, leftOut } = await addContent(studio, { file, ...content })
  for (const sentence of leftOut) terminal.say(sentence)
  const watched = watchMediaJob(studio, mediaJobId, progressBar(terminal, pageOf(running, contentId)))
  const job = await Promise.race([watched, stopped(config.dataDir, stopping)])
  if (job.state === 'cancelled') throw new CannotStart('The conversion was cancelled in the studio.')
  if (job.state === 'failed') throw new CannotStart(`The file could not be converted: ${job.failure}`)
  terminal.settle(`Ready: ${pageOf(running, contentId)}`)
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      title: { type: 'string' },
      category: { type: 'string' },
      tier: { type: 'string' },
      expert: { type: 'string' },
      description: { type: 'string' },
      picture: { type: 'string' },
      captions: { type: 'string', multiple: true },
      slug: { type: 'string' },
      featured: { type: 'boolean' },
      'only-in': { type: 'string' },
      'not-in': { type: 'string' },
    },
  })
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new CannotStart(USAGE)
  const { picture, captions, 'only-in': onlyIn, 'not-in': notIn, ...rest } = values
  return {
    file: namedPath(file),
    ...(picture && { picture: namedPath(picture) }),
    captions: captionsIn(captions),
    ...newContentSchema.parse({ ...rest, countries: countriesSchema.parse({ onlyIn, notIn }) }),
  }
}

function captionsIn(options: string[] | undefined) {
  const { captions } = z.object({ captions: captionsSchema }).parse({ captions: options })
  return captions.map(({ language, file }) => ({ language, file: namedPath(file) }))
}

/** Rejects when the system that does the work is gone, or when we are asked to stop: the work goes on without us. */
async function stopped(dataDir: string, signal: AbortSignal): Promise<never> {
  for await (const _ of setInterval(LIVENESS_MS, undefined, { ref: false, signal })) {
    if (!(await readRunning(dataDir))) break
  }
  throw new CannotStart('Better & Bliss was stopped. The conversion goes on when it is started again.')
}

/** A bar that moves on a terminal; elsewhere a line for every tenth. */
function progressBar(terminal: Terminal, page: string): (job: MediaJob) => void {
  let shown = ''
  return ({ state, progress, failure }) => {
    const step = process.stdout.isTTY ? 100 : 10
    const percent = Math.floor(progress * step) * (100 / step)
    const done = Math.round((percent / 100) * BAR_WIDTH)
    const bar = `${'█'.repeat(done)}${'░'.repeat(BAR_WIDTH - done)} ${percent} %`
    const words = state === 'queued' && failure ? failure : WORDS[state]
    const line = `${bar}  ${words} ${state === 'playable' ? page : ''}`.trimEnd()
    if (line !== shown) terminal.progress(line)
    shown = line
  }
}

function pageOf({ webUrl }: Running, contentId: string): string {
  return `${webUrl}/content/${contentId}`
}

function inWords(error: unknown): string {
  if (error instanceof z.ZodError) {
    return `${error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n')}\n\n${USAGE}`
  }
  if (error instanceof TypeError && 'code' in error) return `${error.message}\n\n${USAGE}`
  return explain(error)
}
