import { findFfmpeg } from '../adapters/local/ffmpeg/find-ffmpeg.ts'

/** Runs ffmpeg as the worker does. */
export { runToEnd as runFfmpeg } from '../adapters/local/ffmpeg/run.ts'

/** The ffmpeg of this machine, chosen as the worker chooses it. @throws Error that says what to do when there is none. */
export async function ffmpegOnPath(searchPath: string): Promise<string> {
  return (await findFfmpeg({ searchPath })).path
}
