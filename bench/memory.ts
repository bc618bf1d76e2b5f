import type { Context } from './harness/context.ts'
import { load } from './harness/load.ts'
import { memoryMb } from './harness/measure.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Installation, install, seedCaptions, startApi } from './harness/ours.ts'
import { browsePaths, detailPaths, newBrowsePaths, searchPaths, streamPaths } from './harness/requests.ts'
import { CONNECTIONS } from './harness/rounds.ts'

const ITEMS = 10_000
const GOAL_MB = 120

interface Usage {
  pss: number
  rss: number
}

/** Memory of the API process. */
export async function benchMemory(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'memory'))
  const databaseUrl = await installation.makeCatalogue(ITEMS)
  // The first start compiles; what it compiled is there for the later ones.
  await (await startApi(installation, databaseUrl))[Symbol.asyncDispose]()
  const rows = await usageRows('', { installation, databaseUrl }, context)
  await seedCaptions(databaseUrl)
  rows.push(...(await usageRows(', a third with captions of 1,000 words', { installation, databaseUrl }, context)))
  return markdownTable([`API with ${ITEMS.toLocaleString('en')} items, goal ≤ ${GOAL_MB} MB`, 'PSS MB', 'RSS MB'], rows)
}

async function usageRows(
  which: string,
  { installation, databaseUrl }: { installation: Installation; databaseUrl: string },
  context: Context,
): Promise<string[][]> {
  const booted: Usage[] = []
  const loaded: Usage[] = []
  for (let round = 0; round < context.rounds; round++) {
    await using api = await startApi(installation, databaseUrl)
    booted.push(memoryMb(api.pid))
    for (const paths of [...LOADS, await streamPaths(api.baseUrl, api.cookie, ITEMS)]) {
      await load({ ...api, paths }, { connections: CONNECTIONS, seconds: context.seconds }, context)
    }
    loaded.push(memoryMb(api.pid))
  }
  const row = (name: string, usages: Usage[]) => [
    `${name}${which}`,
    short(median(usages.map(({ pss }) => pss))),
    short(median(usages.map(({ rss }) => rss))),
  ]
  return [
    row('after the start and one registration', booted),
    row('after load on browse, detail, search and stream', loaded),
  ]
}

const LOADS = [browsePaths(), newBrowsePaths(), detailPaths(ITEMS), searchPaths()]
