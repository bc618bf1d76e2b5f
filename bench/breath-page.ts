import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  loop,
  markdownTable,
  namingOf,
  PAGE_TITLE,
  readCsv,
  readWav,
  truthsOf,
  writeSection,
} from '@better-and-bliss/breath/corpus'
import { type PhaseEvent, serverMessageSchema } from '@better-and-bliss/breath/protocol'
import { wav } from '@better-and-bliss/breath/synthesis'
import { launchBrowser, noBrowserBecause, setMicrophonePermission } from '@better-and-bliss/e2e/browser'
import type { Context } from './harness/context.ts'
import { aligned, heardPhases } from './harness/heard-phases.ts'
import { type Account, install, signUp, startRole, threePorts } from './harness/ours.ts'
import { withTask } from './harness/task.ts'

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['newPage']>>

const RATE_HZ = 16_000
/** An airborne recording of a minute, with many phases; and a contact one that had exchanged names on the page. */
const RECORDINGS = ['airborne_kicksent_breathing.wav', 'qhpc_2023022310221_12.wav']
/** So late at most the stream begins after the browser has begun to play the recording. */
const LATEST_MS = 60_000
const LOOK_MS = 5_000
/** The session of a member who changes nothing lasts as long. */
const MOST_MINUTES = 5

const { corpus, minutes, files, write } = readArguments(process.argv.slice(2))

/** The page itself in a browser whose microphone is a recording, played over and over: whether inhale and exhale keep their names. */
await withTask('breath-page', async (context) => {
  const reason = noBrowserBecause()
  if (reason) throw new Error(`The page cannot be opened: ${reason}`)
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'breath-page'))
  const databaseUrl = await installation.makeCatalogue(1)
  const ports = await threePorts()
  stack.use(await startRole(installation, 'api', databaseUrl, ports))
  stack.use(await startRole(installation, 'web', databaseUrl, ports))
  const truths = truthsOf(await readCsv(join(corpus, 'labels.csv')))
  const rows: string[][] = []
  for (const file of files) {
    const truth = truths.find((known) => known.file === file)
    if (!truth) throw new Error(`${file} is not in labels.csv of ${corpus}`)
    context.say(`${file}, for ${minutes} minutes`)
    const played = loop(await readWav(join(corpus, file)), truth, minutes + LATEST_MS / 60_000)
    const recording = join(context.folder, 'microphone.wav')
    await writeFile(recording, wav(played.samples, RATE_HZ))
    const account = await signUp(`http://127.0.0.1:${ports.api}`)
    const { events, shown } = await meditate({ webUrl: `http://localhost:${ports.web}`, account, recording }, context)
    rows.push([file, ...rowOf(aligned(heardPhases(events), played.truth, LATEST_MS), played.truth, events, shown)])
  }
  const text = sectionText(rows)
  console.log(text)
  if (write) await writeSection(PAGE_TITLE, text)
})

interface Visit {
  webUrl: string
  account: Account
  recording: string
}

/** A session in which the breath is followed in private mode, as the page has it by default. @returns what the server told of, and the words for it on the page */
async function meditate({ webUrl, account, recording }: Visit, { signal }: Context) {
  await using stack = new AsyncDisposableStack()
  const browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${recording}`,
  ])
  stack.defer(() => browser.close())
  const page = await browser.newPage()
  const events: PhaseEvent[] = []
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const message = typeof payload === 'string' ? serverMessageSchema.safeParse(JSON.parse(payload)).data : undefined
      if (message?.type === 'phase') events.push(message)
    })
  })
  await signIn(page, webUrl, account)
  await page.goto(`${webUrl}/meditate`)
  await setMicrophonePermission(page, 'granted')
  await page.getByLabel('No, only my minutes').check()
  const begin = page.getByRole('button', { name: 'Begin' })
  await begin.click()
  await page.getByLabel('Tune in first').uncheck()
  await begin.click()
  const figures = page.locator('[data-figure="breaths"]')
  await figures.waitFor()
  const shown = new Map<string, number>()
  for (let spentMs = 0; spentMs < minutes * 60_000; spentMs += LOOK_MS) {
    signal.throwIfAborted()
    await page.waitForTimeout(LOOK_MS)
    // At its end the page goes to the summary.
    if (!(await figures.isVisible())) break
    const words = (await page.locator('dl dd').last().textContent()) ?? ''
    shown.set(words, (shown.get(words) ?? 0) + 1)
  }
  return { events, shown }
}

async function signIn(page: Page, webUrl: string, { email, password }: Account): Promise<void> {
  await page.goto(`${webUrl}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

function rowOf(
  heard: ReturnType<typeof heardPhases>,
  truth: Parameters<typeof namingOf>[0],
  events: readonly PhaseEvent[],
  shown: ReadonlyMap<string, number>,
): string[] {
  const sounds = heard.filter(({ event_type: type }) => type === 'inhaling' || type === 'exhaling')
  const { phases, right, rightAtOnce, exchanges } = namingOf(truth, heard)
  const share = (count: number) => (count / Math.max(1, phases)).toFixed(3)
  const confidence = sounds.reduce((sum, phase) => sum + phase.confidence, 0) / Math.max(1, sounds.length)
  const renamed = events.filter(({ state }) => state === 'revise').length
  const looks = [...shown.values()].reduce((sum, count) => sum + count, 0)
  const words = [...shown].map(([text, count]) => `${text} ${Math.round((100 * count) / looks)} %`).join(', ')
  return [
    String(sounds.length),
    String(phases),
    share(right),
    share(rightAtOnce),
    String(exchanges),
    String(renamed),
    confidence.toFixed(2),
    words,
  ]
}

function sectionText(rows: readonly string[][]): string {
  const titles = [
    'recording',
    'phases heard',
    'of those of the labels',
    'named rightly in the end',
    'when announced',
    'exchanges',
    'revisions',
    'mean confidence',
    'the page says',
  ]
  return `The page in Chromium, whose microphone is a recording that begins anew when it has ended, for ${minutes} minutes each, in private mode and
without tuning in (\`npm run breath:page -- CORPUS_FOLDER --write\`). Names are counted as in the section on them; what the page says of how
clearly it hears was looked at every ${LOOK_MS / 1000} s.

${markdownTable(titles, rows)}
`
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { minutes: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
  })
  const minutes = Number(values.minutes)
  const [corpus, ...named] = positionals
  if (corpus === undefined || !(minutes >= 1 && minutes <= MOST_MINUTES)) {
    console.error('npm run breath:page -- CORPUS_FOLDER [FILE.wav…] [--minutes 5] [--write]')
    process.exit(2)
  }
  return { corpus, minutes, files: named.length > 0 ? named : RECORDINGS, write: values.write }
}
