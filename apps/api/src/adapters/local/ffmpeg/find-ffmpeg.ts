import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { ResourceUnavailable } from '../../../ports/resource-unavailable.ts'

export interface FoundFfmpeg {
  path: string
  /** As ffmpeg names itself: `5.1.9-0+deb12u1`. */
  version: string
  /** Why this one is not the best choice, for the log. */
  warning: string | null
}

const EXECUTABLE = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
const VERSION_MS = 10_000
const ADVICE = 'Install ffmpeg with libx264 by the system package manager, or name one with FFMPEG_PATH.'

/**
 * Finds an ffmpeg that can encode H.264: the one that was asked for; else the first on the search path; else one that npm
 * brought.
 *
 * @param searchPath folders as in the environment variable PATH.
 * @throws ResourceUnavailable that says what to do when there is none.
 */
export async function findFfmpeg(where: { ffmpegPath?: string | undefined; searchPath: string }): Promise<FoundFfmpeg> {
  if (where.ffmpegPath) return await asked(where.ffmpegPath)
  for (const folder of where.searchPath.split(delimiter).filter(isAbsolute)) {
    const found = await examine(join(folder, EXECUTABLE))
    if (found) return { ...found, warning: isOld(found.version) ? oldWarning(found) : null }
  }
  const brought = npmBinary()
  const found = brought && (await examine(brought))
  if (found) return { ...found, warning: oldWarning(found) }
  throw new ResourceUnavailable(`There is no ffmpeg that can encode H.264 (libx264). ${ADVICE}`)
}

async function asked(path: string): Promise<FoundFfmpeg> {
  const found = await examine(path)
  if (!found) throw new ResourceUnavailable(`FFMPEG_PATH names ${path}, which is no ffmpeg with libx264. ${ADVICE}`)
  return { ...found, warning: isOld(found.version) ? oldWarning(found) : null }
}

async function examine(path: string): Promise<{ path: string; version: string } | null> {
  try {
    await access(path, constants.X_OK)
    const { stdout } = await promisify(execFile)(path, ['-version'], { timeout: VERSION_MS })
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1]
    return version && stdout.includes('--enable-libx264') ? { path, version } : null
  } catch {
    return null
  }
}

/** npm installs the one that fits this machine, if there is one. */
function npmBinary(): string | null {
  const { resolve } = createRequire(import.meta.url)
  const machine = `${process.platform}-${process.arch}`
  for (const name of [`@ffmpeg-binary/${machine}`, `@ffmpeg-installer/${machine}`]) {
    try {
      return join(dirname(resolve(`${name}/package.json`)), EXECUTABLE)
    } catch {
      // This package is not made for this machine.
    }
  }
  return null
}

/** Numbered releases before 5 get no security fixes; a snapshot (`N-92722-g…`) has no number. */
function isOld(version: string): boolean {
  return !(Number.parseInt(version.replace(/^n/, ''), 10) >= 5)
}

const oldWarning = ({ version }: { version: string }) =>
  `This ffmpeg (${version}) gets no security fixes: for files of strangers install your system's, or set FFMPEG_PATH.`
