import { readdirSync, readFileSync } from 'node:fs'

/** Linux tells CPU times in hundredths of a second. */
const TICKS_PER_SECOND = 100
const KIB_PER_MB = 1024

interface Times {
  parent: number
  own: number
  /** Of children that have ended. */
  ended: number
}

/** CPU seconds, user and system, that a process, its descendants, and those of them that have ended used so far. */
export function cpuSeconds(root: number): number {
  return treeOf(root).reduce((sum, pid) => {
    const times = timesOf(pid)
    return times ? sum + times.own + times.ended : sum
  }, 0)
}

/** CPU seconds of all children of this process that have ended. */
export function endedChildrenCpuSeconds(): number {
  return timesOf(process.pid)?.ended ?? 0
}

/** Memory of a process and its descendants, in MB: PSS counts a page that several share by its share. */
export function memoryMb(root: number): { pss: number; rss: number } {
  const rollups = treeOf(root).map((pid) => read(`/proc/${pid}/smaps_rollup`) ?? '')
  const sum = (field: string) =>
    rollups.reduce((total, text) => total + Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0), 0)
  return { pss: sum('Pss') / KIB_PER_MB, rss: sum('Rss') / KIB_PER_MB }
}

/** The most memory that a process ever had (VmHWM), in MB. */
export function peakMemoryMb(pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1]) / KIB_PER_MB
}

/** A process and its descendants. */
export function treeOf(root: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = Map.groupBy(pids.map(Number), (pid) => timesOf(pid)?.parent ?? 0)
  const descend = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(descend)]
  return descend(root)
}

/** Fields 4 and 14 to 17 of `stat`; the name before them may hold anything, so they are counted from its closing bracket. */
function timesOf(pid: number): Times | undefined {
  const text = read(`/proc/${pid}/stat`)
  if (!text) return undefined
  const [, parent = 0, , , , , , , , , , user = 0, system = 0, endedUser = 0, endedSystem = 0] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return {
    parent,
    own: (user + system) / TICKS_PER_SECOND,
    ended: (endedUser + endedSystem) / TICKS_PER_SECOND,
  }
}

/** Processes come and go while they are looked at. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
