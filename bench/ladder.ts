import { once } from 'node:events'
import { join } from 'node:path'
import { addContent, watchMediaJob } from '@better-and-bliss/api/studio'
import type { Context } from './harness/context.ts'
import { cpuSeconds, endedChildrenCpuSeconds } from './harness/measure.ts'
import { makeBareLadder, makeSource, openStudio, type Studio } from './harness/media.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { install, startRole, threePorts } from './harness/ours.ts'

interface Transcode {
  cpuSeconds: number
  wallSeconds: number
  /** From the end of the upload until the lightest rung plays. */
  playableSeconds: number
}

const SOURCE_SECONDS = 60
const LIMIT_MS = 60 * 60 * 1000

/** Our worker, from the uploaded file to the published ladder, beside the bare command that only makes the files. */
export async function benchLadder(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'ladder'))
  const databaseUrl = await installation.makeCatalogue(10)
  const worker = stack.use(await startRole(installation, 'worker', databaseUrl, await threePorts()))
  const studio = stack.use(await openStudio(installation, databaseUrl))
  const source = join(installation.folder, 'source.mp4')
  await makeSource({ ffmpegPath: studio.ffmpegPath, context }, source, SOURCE_SECONDS)

  const limit = AbortSignal.any([context.signal, AbortSignal.timeout(LIMIT_MS)])

  const bare: Transcode[] = []
  const ours: Transcode[] = []
  for (let round = 0; round < context.rounds; round++) {
    bare.push(await bareTranscode(studio.ffmpegPath, source, join(installation.folder, 'bare'), context))
    ours.push(await Promise.race([ourTranscode(studio, worker.pid, source, context), worker.failed, endOf(limit)]))
  }
  const ratio = median(ours.map((one, round) => one.cpuSeconds / (bare[round]?.cpuSeconds ?? Number.NaN)))
  const row = (name: string, runs: Transcode[], ...more: string[]) => {
    const show = (pick: (run: Transcode) => number) => short(median(runs.map(pick)))
    return [
      name,
      show((run) => run.cpuSeconds),
      ...more,
      show((run) => run.wallSeconds),
      show((run) => run.playableSeconds),
    ]
  }
  return [
    `A 1080p video of ${SOURCE_SECONDS} s becomes four rungs; ours makes sound alone and pictures as well, and copies, checks and publishes.`,
    markdownTable(
      ['', 'CPU s', 'CPU, times bare', 'wall s', 'first rung plays after s'],
      [row('**ours** (goals ≤ 1.02, ≤ 2 s)', ours, short(ratio)), row('bare ffmpeg', bare, '1')],
    ),
  ].join('\n\n')
}

async function bareTranscode(ffmpegPath: string, source: string, folder: string, context: Context): Promise<Transcode> {
  const startedAtMs = performance.now()
  const before = endedChildrenCpuSeconds()
  await makeBareLadder({ ffmpegPath, context }, source, folder)
  return {
    cpuSeconds: endedChildrenCpuSeconds() - before,
    wallSeconds: secondsSince(startedAtMs),
    playableSeconds: Number.NaN,
  }
}

async function ourTranscode(studio: Studio, workerPid: number, source: string, context: Context): Promise<Transcode> {
  context.say('making a ladder with our worker')
  const before = cpuSeconds(workerPid)
  const title = `Ladder ${Math.round(performance.now())}`
  const { mediaJobId } = await addContent(studio, { file: source, title, category: 'Sleep', tier: 'free' })
  const uploadedAtMs = performance.now()
  let playableSeconds = Number.NaN
  const job = await watchMediaJob(studio, mediaJobId, ({ state }) => {
    if (state === 'playable' && Number.isNaN(playableSeconds)) playableSeconds = secondsSince(uploadedAtMs)
  })
  if (job.state === 'failed') throw new Error(`The transcode failed: ${job.failure}`)
  return { cpuSeconds: cpuSeconds(workerPid) - before, wallSeconds: secondsSince(uploadedAtMs), playableSeconds }
}

async function endOf(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort')
  throw signal.reason
}

function secondsSince(startMs: number): number {
  return (performance.now() - startMs) / 1000
}
