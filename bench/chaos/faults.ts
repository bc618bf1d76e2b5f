import { setTimeout as delay } from 'node:timers/promises'
import { treeOf } from '../harness/measure.ts'
import { shuffled } from '../harness/seeded.ts'
import { SLOW } from './disk.ts'
import type { Site, Target } from './site.ts'

export interface Fault {
  name: string
  /** Does it, and undoes what has to be undone; resolves when the process is ready again, or reachable. */
  happen(): Promise<void>
}

/** What happened, when, and how long it took until the process was there again. */
export interface Happened {
  name: string
  atMs: number
  untilMs: number
  backAfterMs: number
}

const PAUSED_MS = 3_000
const DISK_MS = 10_000
const CLOCK_MS = 10_000
const HOUR_MS = 3_600_000
/** What fails after it is its own, too. */
const CALM_AFTER_MS = 2_000

/** Every fault of every target, in an order of the seed. */
export function faultsOf(site: Pick<Site, 'targets' | 'disk'>, random: () => number): Fault[] {
  const all = site.targets.flatMap((target) => [
    ...processFaults(target),
    ...lineFaults(target),
    ...clockFaults(target),
  ])
  return shuffled([...all, ...diskFaults(site)], random)
}

function processFaults({ process }: Target): Fault[] {
  const kill = async () => {
    process.kill()
    await process.ready()
  }
  const stop = async () => {
    process.pause()
    await delay(PAUSED_MS)
    process.resume()
  }
  return [
    { name: `${process.name}: kill -9`, happen: kill },
    { name: `${process.name}: SIGSTOP, ${seconds(PAUSED_MS)}`, happen: stop },
  ]
}

function lineFaults({ process, line }: Target): Fault[] {
  if (!line) return []
  const stall = async () => {
    line.stall()
    await delay(PAUSED_MS)
    line.release()
  }
  return [
    { name: `${process.name}: connections cut`, happen: async () => line.cut() },
    { name: `${process.name}: line stalled, ${seconds(PAUSED_MS)}`, happen: stall },
  ]
}

/** The other process of its kind has the right time, and so has the database. */
function clockFaults({ process, clock }: Target): Fault[] {
  if (!clock) return []
  const jump = (offsetMs: number) => async () => {
    clock.set(offsetMs)
    await delay(CLOCK_MS)
    clock.set(0)
  }
  return [
    { name: `${process.name}: clock an hour ahead, ${seconds(CLOCK_MS)}`, happen: jump(HOUR_MS) },
    { name: `${process.name}: clock an hour behind, ${seconds(CLOCK_MS)}`, happen: jump(-HOUR_MS) },
  ]
}

/** What ends by it is started again, and that may take longer than it lasts. */
function diskFaults({ targets, disk }: Pick<Site, 'targets' | 'disk'>): Fault[] {
  if (!disk) return []
  const allReady = () => Promise.all(targets.map(({ process }) => process.ready()))
  const full = async () => {
    await disk.full(DISK_MS)
    await allReady()
  }
  const slow = async () => {
    await disk.slow(
      targets.flatMap(({ process }) => treeOf(process.pid())),
      DISK_MS,
    )
    await allReady()
  }
  return [
    { name: `disk of all: full, ${seconds(DISK_MS)}`, happen: full },
    {
      name: `disk of all: ${SLOW.writesPerSecond} writes and ${SLOW.bytesPerSecond / 1e6} MB a second, ${seconds(DISK_MS)}`,
      happen: slow,
    },
  ]
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`
}

/** One fault after the other, each in a slot of its own. */
export async function happenAll(
  faults: readonly Fault[],
  { slotMs, signal, say }: { slotMs: number; signal: AbortSignal; say: (line: string) => void },
): Promise<Happened[]> {
  const happened: Happened[] = []
  for (const { name, happen } of faults) {
    signal.throwIfAborted()
    say(name)
    const atMs = performance.now()
    await happen()
    const backAfterMs = performance.now() - atMs
    await delay(Math.max(CALM_AFTER_MS, slotMs - backAfterMs), undefined, { signal })
    happened.push({ name, atMs, untilMs: performance.now(), backAfterMs })
  }
  return happened
}
