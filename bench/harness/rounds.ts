import type { Context } from './context.ts'
import { load, type Target } from './load.ts'
import { cpuSeconds } from './measure.ts'
import { median } from './numbers.ts'

/** One of those that answer the same requests. */
export interface Contender extends Target {
  name: string
  serverPid: number
  databasePid?: number | undefined
  /** A backend of the database that sets the stage for the bench: what it uses is nobody's cost. */
  stagePid?: number | undefined
}

/** What one round showed. CPU in seconds per 1,000 requests; `alone` is at one connection, the rest at 32. */
export interface Figures {
  serverCpu: number
  databaseCpu: number
  cpu: number
  requestsPerSecond: number
  megabytesPerSecond: number
  p50Ms: number
  p99Ms: number
  aloneP50Ms: number
  failedShare: number
}

export interface Measured {
  name: string
  rounds: Figures[]
}

export const CONNECTIONS = 32
/** A warm-up lasts until so many loads of a second in a row cost no less than the cheapest before them, but not for ever. */
const STEADY_LOADS = 3
const MOST_WARM_UP_LOADS = 20
/** Less than this is chance. */
const LEAST_GAIN = 0.03
const ALONE_SECONDS = 1

/** Measures contenders in turn, A B A B …: whatever else the machine does hits all of them alike. */
export async function compare(contenders: Contender[], context: Context): Promise<Measured[]> {
  const measured = contenders.map(({ name }) => ({ name, rounds: [] as Figures[] }))
  for (const contender of contenders) {
    await assertAnswers(contender)
    await warmUp(contender, () => cpuSeconds(contender.serverPid), CONNECTIONS, context)
  }
  for (let round = 0; round < context.rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      const figures = await measureOnce(contender, context)
      measured[index]?.rounds.push(figures)
      context.say(
        `  ${contender.name}: ${figures.cpu.toFixed(4)} s, ${Math.round(figures.requestsPerSecond)} requests/s`,
      )
    }
  }
  return measured
}

/**
 * Until the hot code is compiled: how long that takes depends on the machine and on what was asked before.
 * @param usedSeconds CPU time so far of what answers
 */
export async function warmUp(
  target: Target,
  usedSeconds: () => number,
  connections: number,
  context: Context,
): Promise<void> {
  let cheapest = Number.POSITIVE_INFINITY
  for (let loads = 0, steady = 0; loads < MOST_WARM_UP_LOADS && steady < STEADY_LOADS; loads++) {
    const before = usedSeconds()
    const { requests } = await load(target, { connections, seconds: 1 }, context)
    const cpu = (usedSeconds() - before) / requests
    steady = cpu < cheapest * (1 - LEAST_GAIN) ? 0 : steady + 1
    cheapest = Math.min(cheapest, cpu)
  }
}

async function assertAnswers({ name, baseUrl, paths, cookie }: Contender): Promise<void> {
  const response = await fetch(baseUrl + paths[0], { headers: cookie ? { cookie } : {} })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${name} answers ${response.status} to ${paths[0]}`)
}

async function measureOnce(contender: Contender, context: Context): Promise<Figures> {
  const { serverPid, databasePid, stagePid } = contender
  const secondsOf = (pid: number | undefined) => (pid === undefined ? 0 : cpuSeconds(pid))
  const databaseSeconds = () => secondsOf(databasePid) - secondsOf(stagePid)
  const serverBefore = cpuSeconds(serverPid)
  const databaseBefore = databaseSeconds()
  const busy = await load(contender, { connections: CONNECTIONS, seconds: context.seconds }, context)
  const serverCpu = ((cpuSeconds(serverPid) - serverBefore) / busy.requests) * 1000
  const databaseCpu = ((databaseSeconds() - databaseBefore) / busy.requests) * 1000
  const alone = await load(contender, { connections: 1, seconds: ALONE_SECONDS }, context)
  return {
    serverCpu,
    databaseCpu,
    cpu: serverCpu + databaseCpu,
    requestsPerSecond: busy.requests / busy.seconds,
    megabytesPerSecond: busy.bytes / busy.seconds / 1e6,
    p50Ms: busy.p50Ms,
    p99Ms: busy.p99Ms,
    aloneP50Ms: alone.p50Ms,
    failedShare: busy.failed / busy.requests,
  }
}

export function medianOf({ rounds }: Measured, figure: keyof Figures): number {
  return median(rounds.map((round) => round[figure]))
}

/** How many times `figure` of the peer is that of `ours`, round by round. */
export function timesOf(peer: Measured, ours: Measured, figure: keyof Figures): number {
  return median(ours.rounds.map((round, index) => (peer.rounds[index]?.[figure] ?? Number.NaN) / round[figure]))
}
