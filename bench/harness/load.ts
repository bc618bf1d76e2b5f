import { spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Context } from './context.ts'
import { cleanEnvironment } from './environment.ts'

export interface Target {
  baseUrl: string
  /** Asked for in turn, and again from the beginning. */
  paths: string[]
  /** A Cookie header. */
  cookie?: string | undefined
  /** Sent instead, where each has a method or a Cookie header of its own. */
  requests?: OwnRequest[]
}

export interface OwnRequest {
  method: 'GET' | 'POST'
  path: string
  cookie: string
  body?: object
  /** The address that a proxy says it comes from; `*` is one that was not yet, each time. */
  from?: string
}

export interface LoadResult {
  requests: number
  seconds: number
  bytes: number
  /** Requests that got no answer, or one of 400 and above. */
  failed: number
  p50Ms: number
  p99Ms: number
}

/** Those of 10.0.0.0/8. */
const ADDRESSES = 2 ** 24

/** wrk where it is installed; otherwise autocannon, which takes so much of the machine itself that only CPU times can be compared. */
export function loadGenerator(): 'wrk' | 'autocannon' {
  return spawnSync('wrk', ['-v']).error ? 'autocannon' : 'wrk'
}

/** Sends requests over so many connections, each as soon as the one before it is answered. It runs in a process of its own. */
export async function load(
  target: Target,
  { connections, seconds }: { connections: number; seconds: number },
  { folder, signal }: Context,
): Promise<LoadResult> {
  signal.throwIfAborted()
  const pathsFile = join(folder, 'paths.txt')
  const lines =
    target.requests?.map(({ method, path, cookie, body, from }) =>
      [path, method, cookie, body ? JSON.stringify(body) : '', from ?? ''].join('\t'),
    ) ?? target.paths
  await writeFile(pathsFile, `${lines.join('\n')}\n`)
  const [command, ...args] = commandFor(target, { connections, seconds, pathsFile })
  const child = spawn(command, args, { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'inherit'], signal })
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  const result = /^RESULT (.*)$/m.exec(output)?.[1]
  if (!result) throw new Error(`${command} gave no result: ${output}`)
  const figures = JSON.parse(result) as LoadResult
  if (figures.requests === 0) throw new Error(`${target.baseUrl} answered nothing in ${seconds} s`)
  return figures
}

function commandFor(
  { baseUrl, cookie }: Target,
  { connections, seconds, pathsFile }: { connections: number; seconds: number; pathsFile: string },
): [string, ...string[]] {
  const firstAddress = String(randomInt(ADDRESSES))
  const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  if (loadGenerator() === 'wrk') {
    const header = cookie ? ['-H', `Cookie: ${cookie}`] : []
    const size = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s']
    return ['wrk', ...size, ...header, '-s', script('load.lua'), baseUrl, '--', pathsFile, firstAddress]
  }
  const options = [baseUrl, pathsFile, String(connections), String(seconds), cookie ?? '', firstAddress]
  return [process.execPath, script('load-autocannon.ts'), ...options]
}
