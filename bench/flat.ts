import type { Context } from './harness/context.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { install, startApi } from './harness/ours.ts'
import {
  browsePaths,
  detailPaths,
  misspelledSearchPaths,
  newBrowsePaths,
  newSearchPaths,
  searchPaths,
  suggestPaths,
} from './harness/requests.ts'
import { type Contender, compare, medianOf, timesOf } from './harness/rounds.ts'

const SIZES = [1_000, 10_000, 100_000]

const SCENARIOS: { name: string; paths: (items: number) => string[] }[] = [
  { name: 'browse', paths: browsePaths },
  { name: 'detail', paths: detailPaths },
  { name: 'search', paths: searchPaths },
  { name: 'browse, each page for the first time', paths: newBrowsePaths },
  { name: 'search, each query for the first time', paths: newSearchPaths },
  { name: 'search, each query misspelled, for the first time', paths: misspelledSearchPaths },
  { name: 'suggestions, each text for the first time', paths: suggestPaths },
]

/** Whether a larger catalogue costs more: the same requests to three APIs. */
export async function benchFlat(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'flat'))
  const sites: { items: number; contender: Omit<Contender, 'paths'> }[] = []
  for (const items of SIZES) {
    const databaseUrl = await installation.makeCatalogue(items)
    const api = stack.use(await startApi(installation, databaseUrl))
    const { databasePid } = installation
    sites.push({ items, contender: { ...api, name: sizeOf(items), serverPid: api.pid, databasePid } })
  }

  const rows: string[][] = []
  for (const { name, paths } of SCENARIOS) {
    context.say(name)
    const contenders = sites.map(({ items, contender }) => ({ ...contender, paths: paths(items) }))
    const measured = await compare(contenders, context)
    const [smallest, largest] = [measured.at(0), measured.at(-1)]
    const growth = smallest && largest ? timesOf(largest, smallest, 'cpu') : Number.NaN
    rows.push([name, ...measured.map((one) => short(medianOf(one, 'cpu'))), short(growth)])
  }
  return [
    'CPU seconds per 1,000 requests, server and database together.',
    markdownTable(['request', ...SIZES.map(sizeOf), 'largest / smallest'], rows),
  ].join('\n\n')
}

function sizeOf(items: number): string {
  return `${items.toLocaleString('en')} items`
}
