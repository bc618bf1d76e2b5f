import type { Context } from './harness/context.ts'
import { load } from './harness/load.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Installation, install, startApi } from './harness/ours.ts'
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
    context.say(`${name}: p50 ${short(many.p50Ms)} ms, p99 ${short(many.p99Ms)} ms, ${few.failed + many.failed} failed`)
    rows.push([
      name,
      short(many.p50Ms),
      short(many.p99Ms),
      short(many.p50Ms / few.p50Ms),
      `${few.failed + many.failed}`,
    ])
  }
  const sizes = `${LARGE.items.toLocaleString('en')} items, ${LARGE.members.toLocaleString('en')} members`
  return [
    `${sizes}, ${CONNECTIONS} connections at once; goal: p99 ≤ ${GOAL_MS} ms. The last column but one: p50 as a multiple of that with a tenth of them.`,
    markdownTable(['list', 'p50 ms', 'p99 ms', 'large / small', 'failed'], rows),
  ].join('\n\n')
}

interface Measured {
  p50Ms: number
  p99Ms: number
  failed: number
}

/** An API of that size, asked by an administrator. */
async function openStudio(installation: Installation, size: StudioSize) {
  await using stack = new AsyncDisposableStack()
  const databaseUrl = await installation.makeCatalogue(size.items)
  const api = stack.use(await startApi(installation, databaseUrl))
  await seedStudio(databaseUrl, size)
  const opened = stack.move()
  return {
    measure: async (paths: string[], context: Context): Promise<Measured> => {
      const rounds = []
      for (let round = 0; round < context.rounds; round++) {
        rounds.push(await load({ ...api, paths }, { connections: CONNECTIONS, seconds: context.seconds }, context))
      }
      return {
        p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
        p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
        failed: rounds.reduce((sum, round) => sum + round.failed, 0),
      }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
