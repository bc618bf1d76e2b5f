import { dirname } from 'node:path'
import { type MediaFacts, MediaRefused } from '../../../ports/transcoder.ts'
import { inputArgs } from './input.ts'
import { runToEnd } from './run.ts'
import type { Container, Demuxer } from './sniff.ts'
import type { Probed } from './source.ts'

const PROBE_MS = 30_000
/** Frames without a table: only who walks through all of them knows how long they last. */
const WITHOUT_TABLE: Container[] = ['mp3', 'aac']

interface File {
  ffmpegPath: string
  container: Container
  demuxer: Demuxer
  path: string
  signal: AbortSignal
}

/**
 * Lets ffmpeg decode the first moment of a file, and reads what it says about it. For containers and codecs that
 * `probeContainer` does not know.
 *
 * @throws MediaRefused
 */
export async function probeWithFfmpeg(file: File): Promise<Probed> {
  const facts = readReport(await reportOf(file, ['-map', '0:V:0?', '-map', '0:a:0?', '-t', '0.2']), file.container)
  if (!WITHOUT_TABLE.includes(file.container)) return { facts, pictureSeconds: null }
  const walk = await reportOf(file, ['-map', '0:a:0', '-c', 'copy', '-stats'])
  return {
    facts: { ...facts, durationSeconds: secondsIn(walk, /time=(\d+):(\d\d):(\d\d\.\d+)/g) },
    pictureSeconds: null,
  }
}

async function reportOf(file: File, output: string[]): Promise<string> {
  const { ffmpegPath, path, signal } = file
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'info', ...inputArgs(file), ...output, '-f', 'null', '-']
  return await runToEnd({ ffmpegPath, args, cwd: dirname(path), signal, totalMs: PROBE_MS })
}

/** The last time of day that matches. */
function secondsIn(report: string, pattern: RegExp): number {
  const [, hours = 0, minutes = 0, seconds = 0] = [...report.matchAll(pattern)].at(-1) ?? []
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

/** What ffmpeg prints about an input: `Duration: 00:00:05.04, …`, `Stream #0:0: Video: mpeg4, yuv420p, 640x360, 30 fps …`. */
export function readReport(report: string, container: Container): MediaFacts {
  const [input = ''] = report.split(/^(?:Stream mapping|Output #0)/m)
  const video = input
    .split('\n')
    .find((line) => /Stream #0:\d+.*: Video: /.test(line) && !line.includes('(attached pic)'))
  const audio = /Stream #0:\d+.*: Audio: (\w+)/.exec(input)?.[1] ?? null
  if (!video && !audio) throw new MediaRefused('This file holds neither a picture nor a sound that can be read.')
  const size = video ? displaySize(video, /rotation of -?90\.00 degrees/.test(input)) : { width: null, height: null }
  return {
    kind: video ? 'video' : 'audio',
    container,
    durationSeconds: secondsIn(input, /Duration: (\d+):(\d\d):(\d\d\.\d+)/g),
    ...size,
    frameRate: video ? Number(/([\d.]+) (?:fps|tbr)/.exec(video)?.[1] ?? 25) : null,
    videoCodec: video ? (/Video: (\w+)/.exec(video)?.[1] ?? 'unknown') : null,
    hasAudio: audio !== null,
    audioCodec: audio === 'dts' ? 'dca' : audio,
  }
}

function displaySize(video: string, turned: boolean): { width: number; height: number } {
  const [, width, height] = /, (\d+)x(\d+)/.exec(video) ?? []
  if (!width || !height) throw new MediaRefused('The size of its picture cannot be read: the file is damaged.')
  const [, pixelWidth = 1, pixelHeight = 1] = /SAR (\d+):(\d+)/.exec(video) ?? []
  const squareWidth = Math.round((Number(width) * Number(pixelWidth)) / Number(pixelHeight)) || Number(width)
  return turned ? { width: Number(height), height: squareWidth } : { width: squareWidth, height: Number(height) }
}
