import { closeSync, ftruncateSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrno } from './json-file.ts'

/** How large a log may become, and how many full ones are kept beside it. */
export interface LogLimits {
  maxBytes: number
  keepFiles: number
}

const LOOK_EVERY_MS = 5_000
const CHUNK_BYTES = 1024 * 1024
const LINE_FEED = 0x0a
/** Chunks and waits for the end of a line: a log that grows faster than it can be read is put aside as far as it goes. */
const MOST_LOOKS = 10_000

/** The file to append a role's log to. Only its owner may read it. */
export async function logFile(dataDir: string, role: string): Promise<string> {
  const folder = join(dataDir, 'logs')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return join(folder, `${role}.log`)
}

/** Puts logs aside that have grown too large, now and every few seconds. */
export function limitLogs(paths: string[], limits: LogLimits, say: (line: string) => void): Disposable {
  async function round(): Promise<void> {
    for (const path of paths) {
      try {
        if ((await stat(path)).size > limits.maxBytes) rotateLog(path, limits.keepFiles)
      } catch (error) {
        // On a full disk nothing grows either; it is tried again.
        if (!isErrno(error, 'ENOENT', 'ENOSPC')) say(`${path} could not be put aside: ${String(error)}`)
      }
    }
  }
  const timer = setInterval(() => void round(), LOOK_EVERY_MS).unref()
  void round()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/**
 * Puts a log aside as `<path>.1`, the one before it as `.2`, and so on. Those who write to it go on with the file that they
 * have open, so it is copied and emptied. In one go: lines are lost only if they are written between the last look and the
 * emptying.
 */
export function rotateLog(path: string, keepFiles: number): void {
  const aside = `${path}.new`
  const log = openSync(path, 'r+')
  try {
    if (keepFiles > 0) copyAll(log, aside)
    ftruncateSync(log)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  } finally {
    closeSync(log)
  }
  if (keepFiles === 0) return
  for (let number = keepFiles - 1; number >= 1; number -= 1) renameIfThere(`${path}.${number}`, `${path}.${number + 1}`)
  renameSync(aside, `${path}.1`)
}

function copyAll(log: number, aside: string): void {
  const copy = openSync(aside, 'w', 0o600)
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES)
    let endsInLine = false
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const bytes = readSync(log, chunk)
      writeSync(copy, chunk, 0, bytes)
      if (bytes > 0) endsInLine = chunk[bytes - 1] !== LINE_FEED
      // A reader may see the first part of what is being written: the rest of that line is there in a moment.
      if (bytes === 0 && !endsInLine) return
    }
  } finally {
    closeSync(copy)
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
  }
}
