import type { Context } from './harness/context.ts'
import { load, type Target } from './harness/load.ts'
import { cpuSeconds } from './harness/measure.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Installation, install, startApi } from './harness/ours.ts'
import { startHealthFloor } from './harness/peers.ts'
import { warmUp } from './harness/rounds.ts'
import { type StudioSize, seedStudio } from './harness/seed-studio.ts'
import { STUDIO_LISTS } from './harness/studio-lists.ts'

const LARGE: StudioSize = { items: 10_000, members: 100_000 }
const SMALL: StudioSize = { items: LARGE.items / 10, members: LARGE.members / 10 }
const GOAL_MS = 50
/** People who work in the studio at once. */
const CONNECTIONS = 4

/** How long the studio's lists take in a large installation, and how much longer than in one of a tenth. */
export async function benchStudio(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'studio'))
  const small = stack.use(await openStudio(installation, SMALL))
  const large = stack.use(await openStudio(installation, LARGE))
  const rows: string[][] = []
  for (const { name, paths } of STUDIO_LISTS) {
    const [few, many] = [await small.measure(paths(SMALL), context), await large.measure(paths(LARGE), context)]
    const failed = few.failed + many.failed
    context.say(`${name}: p50 ${short(many.p50Ms)} ms, p99 ${short(many.p99Ms)} ms, CPU ${short(many.cpuMs)} ms`)
    const times = [many.cpuMs / few.cpuMs, many.answerBytes / few.answerBytes]
    rows.push([name, ...[many.p50Ms, many.p99Ms, many.cpuMs, ...times].map(short), `${failed}`])
  }
  await using floor = await startHealthFloor(context, large.baseUrl)
  const bare = await measure(floor, () => cpuSeconds(floor.pid), context)
  rows.push([floor.name, ...[bare.p50Ms, bare.p99Ms, bare.cpuMs].map(short), '', '', `${bare.failed}`])
  const sizes = `${LARGE.items.toLocaleString('en')} items, ${LARGE.members.toLocaleString('en')} members`
  return [
    `${sizes}, ${CONNECTIONS} connections at once; goal: p99 ≤ ${GOAL_MS} ms. CPU of API and database together, a request; beside it, and of the size of an answer, how many times that with a tenth of items and members.`,
    markdownTable(
      ['list', 'p50 ms', 'p99 ms', 'CPU ms', 'CPU, large / small', 'answer, large / small', 'failed'],
      rows,
    ),
  ].join('\n\n')
}

interface Measured {
  p50Ms: number
  p99Ms: number
  cpuMs: number
  answerBytes: number
  failed: number
}

/** An API of that size, asked by an administrator. */
async function openStudio(installation: Installation, size: StudioSize) {
  await using stack = new AsyncDisposableStack()
  const databaseUrl = await installation.makeCatalogue(size.items)
  const api = stack.use(await startApi(installation, databaseUrl))
  await seedStudio(databaseUrl, size)
  const cpu = () => cpuSeconds(api.pid) + cpuSeconds(installation.databasePid)
  const opened = stack.move()
  return {
    baseUrl: api.baseUrl,
    measure: (paths: string[], context: Context) => measure({ ...api, paths }, cpu, context),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

async function measure(target: Target, usedSeconds: () => number, context: Context): Promise<Measured> {
  await warmUp(target, usedSeconds, CONNECTIONS, context)
  const rounds: Measured[] = []
  for (let round = 0; round < context.rounds; round++) {
    const before = usedSeconds()
    const asked = await load(target, { connections: CONNECTIONS, seconds: context.seconds }, context)
    const { p50Ms, p99Ms, failed, requests, bytes } = asked
    const cpuMs = ((usedSeconds() - before) * 1000) / requests
    rounds.push({ p50Ms, p99Ms, failed, cpuMs, answerBytes: bytes / requests })
  }
  const medianOf = (figure: keyof Measured) => median(rounds.map((round) => round[figure]))
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0)
  return {
    p50Ms: medianOf('p50Ms'),
    p99Ms: medianOf('p99Ms'),
    cpuMs: medianOf('cpuMs'),
    answerBytes: medianOf('answerBytes'),
    failed,
  }
}
