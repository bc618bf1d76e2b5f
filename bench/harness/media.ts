import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { composeStudio } from '@better-and-bliss/api/studio'
import { readStudioSettings } from '@better-and-bliss/settings'
import type { Context } from './context.ts'
import { cleanEnvironment } from './environment.ts'
import { type Installation, SILENT, threePorts } from './ours.ts'
import { run } from './process.ts'

export type Studio = Awaited<ReturnType<typeof composeStudio>>

/** What makes content for an installation. It knows where ffmpeg is. */
export async function openStudio({ environmentFor }: Installation, databaseUrl: string): Promise<Studio> {
  const variables = environmentFor('worker', databaseUrl, await threePorts())
  const settings = readStudioSettings({ variables, resolvePath: (path) => resolve(path) })
  return composeStudio({ settings, log: SILENT, stopping: new AbortController().signal })
}

interface Job {
  ffmpegPath: string
  context: Context
}

/** A 1080p video whose edges move, with so much noise that the rates of a ladder are used up, and a tone. */
export async function makeSource(
  { ffmpegPath, context }: Job,
  file: string,
  seconds: number,
  { megabits = 10 } = {},
): Promise<void> {
  context.say(`making a video of ${seconds} s`)
  const args = [
    ...words('-f lavfi -i testsrc2=s=1920x1080:r=30 -f lavfi -i sine=f=220:r=48000'),
    ...words(`-t ${seconds} -vf noise=alls=8:allf=t -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 250`),
    ...words(`-b:v ${megabits}M -maxrate ${1.2 * megabits}M -bufsize ${2 * megabits}M -c:a aac -b:a 192k`),
  ]
  await run(ffmpegPath, [...QUIET, ...args, file], cleanEnvironment(), context.signal)
}

/** The same film many times, one after another, by copying its packets. */
export async function repeatSource(
  { ffmpegPath, context }: Job,
  source: string,
  file: string,
  times: number,
): Promise<void> {
  context.say(`making it ${times} times as long`)
  const args = ['-stream_loop', String(times - 1), '-i', source, '-c', 'copy', file]
  await run(ffmpegPath, [...QUIET, ...args], cleanEnvironment(), context.signal)
}

/**
 * The bare command: one process that decodes once, scales the picture for each rung and encodes all of them, as
 * `../shared/bench/transcode/ladder.sh one` does, with our names for the files.
 */
export async function makeBareLadder({ ffmpegPath, context }: Job, source: string, folder: string): Promise<void> {
  context.say('making a ladder with the bare command')
  for (const { height } of RUNGS) await mkdir(join(folder, `${height}p`), { recursive: true })
  const each = (write: (rung: (typeof RUNGS)[number], index: number) => string) => RUNGS.map(write)
  const graph = [
    `[0:v]split=${RUNGS.length}${each((_, index) => `[s${index}]`).join('')}`,
    ...each(({ width, height }, index) => `[s${index}]scale=${width}:${height}:flags=bicubic[v${index}]`),
  ]
  const rates = each(
    ({ kbps }, index) =>
      `-b:v:${index} ${kbps}k -maxrate:v:${index} ${Math.floor(kbps * 1.07)}k -bufsize:v:${index} ${kbps * 1.5}k`,
  )
  const args = [
    ...['-i', source, '-filter_complex', graph.join(';')],
    ...words(each((_, index) => `-map [v${index}] -map 0:a:0`).join(' ')),
    ...words('-c:v libx264 -preset veryfast -profile:v high -pix_fmt yuv420p -sc_threshold 0'),
    ...words(`-force_key_frames expr:gte(t,n_forced*2) ${rates.join(' ')} -c:a aac -b:a 128k -ac 2 -ar 48000`),
    ...words('-f hls -hls_time 6 -hls_playlist_type vod -hls_flags independent_segments -hls_list_size 0'),
    ...['-hls_segment_filename', join(folder, '%v/segment%04d.ts'), '-master_pl_name', 'master.m3u8'],
    ...['-var_stream_map', each(({ height }, index) => `v:${index},a:${index},name:${height}p`).join(' ')],
    join(folder, '%v.m3u8'),
  ]
  await run(ffmpegPath, [...QUIET, ...args], cleanEnvironment(), context.signal)
}

const QUIET = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y']

const RUNGS = [
  { height: 360, width: 640, kbps: 800 },
  { height: 480, width: 854, kbps: 1400 },
  { height: 720, width: 1280, kbps: 2800 },
  { height: 1080, width: 1920, kbps: 5000 },
]

function words(text: string): string[] {
  return text.split(' ')
}
