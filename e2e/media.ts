import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ffmpegOnPath } from '@better-and-bliss/api/src/compose/ffmpeg.ts'

const run = promisify(execFile)

/** Makes a real film: a moving test picture with a tone. */
export async function makeFilm(file: string, film: { seconds: number; size: string }): Promise<void> {
  const ffmpeg = await ffmpegOnPath(process.env.PATH ?? '')
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${film.size}:rate=25`]
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=220:sample_rate=48000']
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  await run(ffmpeg, ['-loglevel', 'error', '-y', ...picture, ...sound, '-t', `${film.seconds}`, ...codecs, file])
}

export interface Probed {
  streams: { codec_type: string; codec_name: string; width?: number; height?: number }[]
  format: { duration?: string }
}

/** Reads a playlist or a segment as a program does that knows nothing of us: with ffprobe. @throws with what it says. */
export async function probe(url: string): Promise<Probed> {
  // npm's ffprobe is linked statically, and such programs cannot look names up everywhere.
  const address = url.replace('//localhost:', '//127.0.0.1:')
  const { stdout } = await run(ffprobe(), ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', address])
  return JSON.parse(stdout)
}

function ffprobe(): string {
  const name = `@ffprobe-installer/${process.platform}-${process.arch}`
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'ffprobe')
}
