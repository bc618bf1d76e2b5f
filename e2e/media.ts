import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { ffmpegOnPath } from '@better-and-bliss/api/studio'

const run = promisify(execFile)
const searchPath = process.env.PATH ?? ''

/** Makes a real film: a moving test picture with a tone, one for each language (ISO 639) where some are named. */
export async function makeFilm(
  file: string,
  film: { seconds: number; size: string; languages?: readonly string[] },
): Promise<void> {
  const ffmpeg = await ffmpegOnPath(searchPath)
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${film.size}:rate=25`]
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=220:sample_rate=48000']
  const { languages = ['und'] } = film
  const sound = languages.flatMap(() => tone)
  const maps = languages.flatMap((language, at) => ['-map', `${at + 1}`, `-metadata:s:a:${at}`, `language=${language}`])
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  await run(ffmpeg, [
    '-loglevel',
    'error',
    '-y',
    ...picture,
    ...sound,
    '-map',
    '0',
    ...maps,
    '-t',
    `${film.seconds}`,
    ...codecs,
    file,
  ])
}

/** Makes a sound file: a tone, one for each language (ISO 639) where some are named. */
export async function makeSound(
  file: string,
  { seconds, languages = ['und'] }: { seconds: number; languages?: readonly string[] },
): Promise<void> {
  const ffmpeg = await ffmpegOnPath(searchPath)
  const tones = languages.flatMap((_, at) => [
    '-f',
    'lavfi',
    '-i',
    `sine=frequency=${440 + at * 220}:duration=${seconds}`,
  ])
  const maps = languages.flatMap((language, at) => ['-map', `${at}`, `-metadata:s:a:${at}`, `language=${language}`])
  await run(ffmpeg, ['-loglevel', 'error', '-y', ...tones, ...maps, file])
}

export interface Probed {
  durationSeconds: number
  streams: { codec: string; width?: number; height?: number }[]
}

/**
 * Reads a playlist as a program does that knows nothing of us: with ffprobe, or where that is not installed (npm has none
 * that reads MPEG-TS) with ffmpeg. @throws with what it says.
 */
export async function probe(url: string): Promise<Probed> {
  // Programs that are linked statically cannot look names up everywhere.
  const address = url.replace('//localhost:', '//127.0.0.1:')
  const ffprobe = searchPath
    .split(delimiter)
    .map((folder) => join(folder, 'ffprobe'))
    .find(existsSync)
  return ffprobe ? probeWithFfprobe(ffprobe, address) : probeWithFfmpeg(await ffmpegOnPath(searchPath), address)
}

/** Reads a playlist of captions with ffmpeg. @returns them as WebVTT. */
export async function captionsOf(url: string): Promise<string> {
  const address = url.replace('//localhost:', '//127.0.0.1:')
  const { stdout } = await run(await ffmpegOnPath(searchPath), ['-v', 'error', '-i', address, '-f', 'webvtt', '-'])
  return stdout
}

async function probeWithFfprobe(ffprobe: string, address: string): Promise<Probed> {
  const { stdout } = await run(ffprobe, ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', address])
  const { streams, format } = JSON.parse(stdout)
  return {
    durationSeconds: Number(format.duration),
    streams: streams.map(({ codec_name, width, height }: Record<string, unknown>) => ({
      codec: codec_name,
      ...(width ? { width, height } : {}),
    })),
  }
}

/** Reads it whole and takes the report that ffmpeg prints for people. */
async function probeWithFfmpeg(ffmpeg: string, address: string): Promise<Probed> {
  const { stderr } = await run(ffmpeg, ['-hide_banner', '-i', address, '-map', '0', '-c', 'copy', '-f', 'null', '-'])
  const input = stderr.slice(0, stderr.indexOf('Output #0'))
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(input) ?? []
  const streams = [...input.matchAll(/Stream #.*?: (?:Video|Audio): (\w+)(?:.*?, (\d{2,5})x(\d{2,5}))?/g)]
  return {
    durationSeconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    streams: streams.map(([, codec = '', width, height]) => ({
      codec,
      ...(width ? { width: Number(width), height: Number(height) } : {}),
    })),
  }
}
