import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

interface Schedule {
  /** Where each backup gets a folder of its own. */
  folder: string
  /** How many stay. */
  keep: number
  /** Makes one. @throws Error in words for the terminal. */
  make: (folder: string, signal: AbortSignal) => Promise<void>
  say: (line: string) => void
  nowMs?: () => number
}

const LOOK_EVERY_MS = 10 * 60_000
const EVERY_MS = 24 * 3_600_000
const NAME = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\dZ)$/

/**
 * Makes a backup whenever the newest is a day old, also if the machine slept then, and removes the oldest beyond those that stay. Ends, and takes the one
 * that is being made back, when it is disposed of.
 */
export function scheduleBackups(schedule: Schedule): AsyncDisposable {
  const stopping = new AbortController()
  let round: Promise<void> | undefined
  const look = () => {
    round ??= backUpIfDue(schedule, stopping.signal)
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return
        schedule.say(`No backup was made: ${error instanceof Error ? error.message : String(error)}`)
      })
      .finally(() => {
        round = undefined
      })
  }
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  look()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      stopping.abort()
      await round
    },
  }
}

/** Oldest first. What has no manifest is half a backup. */
export async function backupsIn(folder: string): Promise<{ name: string; madeAtMs: number }[]> {
  return (await readdir(folder)).toSorted().flatMap((name) => {
    const [, hour, minute, second] = NAME.exec(name) ?? []
    if (!hour || !existsSync(join(folder, name, 'manifest.json'))) return []
    return [{ name, madeAtMs: Date.parse(`${hour}:${minute}:${second}`) }]
  })
}

async function backUpIfDue({ folder, keep, make, nowMs = Date.now }: Schedule, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const newest = (await backupsIn(folder)).at(-1)
  if (newest && nowMs() - newest.madeAtMs < EVERY_MS) return
  const target = join(folder, new Date(nowMs()).toISOString().slice(0, 19).replaceAll(/:/g, '-').concat('Z'))
  try {
    await make(target, signal)
  } catch (error) {
    await rm(target, { recursive: true, force: true })
    throw error
  }
  const all = await backupsIn(folder)
  for (const { name } of all.slice(0, Math.max(0, all.length - keep))) await rm(join(folder, name), { recursive: true })
}
