import { execFile } from 'node:child_process'
import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isErrno } from '../json-file.ts'

const POLL_MS = 20
const FAST_STOP_MS = 5_000
const LINE = { pid: 0, status: 7 } as const

/** What a server that runs on a cluster says of itself in `postmaster.pid`. */
export async function readPostmaster(cluster: string): Promise<{ pid: number; ready: boolean } | undefined> {
  try {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
    return { pid: Number(lines[LINE.pid]), ready: lines[LINE.status]?.trim() === 'ready' }
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}

/**
 * Ends a server that outlived whoever started it (kill -9), so that the next one is ours from the beginning. A
 * `postmaster.pid` whose process is dead, or is something else by now, is removed: PostgreSQL would trip over the latter.
 */
export async function clearPostmaster(cluster: string, log: (line: string) => void): Promise<void> {
  const found = await readPostmaster(cluster)
  if (!found) return
  if (await isServerOf(found.pid, cluster)) {
    log(`PostgreSQL was left running by a start that was killed (process ${found.pid}); stopping it first`)
    process.kill(found.pid, 'SIGINT')
    if (!(await isGone(found.pid, cluster, FAST_STOP_MS))) {
      process.kill(found.pid, 'SIGQUIT')
      await isGone(found.pid, cluster, Number.POSITIVE_INFINITY)
    }
  }
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}

async function isGone(pid: number, cluster: string, timeoutMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += POLL_MS) {
    if (!(await isServerOf(pid, cluster))) return true
    await delay(POLL_MS)
  }
  return false
}

/** A number alone proves nothing: it may be another process's by now. A server works inside its cluster's folder. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(cluster))
    const { stdout } = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command='])
    return stdout.includes(cluster)
  } catch {
    return false
  }
}
