import { createAskedCatalogue, KINDS, type Kind } from '@better-and-bliss/api/testing/search-by-need'
import MiniSearch from 'minisearch'
import type { Context } from './harness/context.ts'
import { markdownTable, median, short } from './harness/numbers.ts'

const SIZES = [1_000, 10_000, 100_000]
const PEER_SIZE = 10_000
const QUESTIONS = 2_000
/** Of the optimising compiler, whose work would be counted. */
const WARM_ROUNDS = 6
/** The peer takes longer. */
const PEER_QUESTIONS = 100

interface Contender {
  name: string
  questions: (kind: Kind) => string[]
  ask: (kind: Kind, questions: string[]) => void
}

/** What it costs to understand a question that nobody asked before, and to find its first page, in one process, without HTTP. */
export async function benchSearchNeed({ rounds, signal, say }: Context): Promise<string> {
  const contenders = SIZES.flatMap((size) => {
    say(`${size.toLocaleString('en')} items`)
    const catalogue = createAskedCatalogue(size)
    const ours: Contender = {
      name: `${size.toLocaleString('en')} items`,
      questions: (kind) => catalogue.questions(kind, QUESTIONS),
      ask: catalogue.ask,
    }
    return size === PEER_SIZE ? [ours, miniSearchOf(catalogue)] : [ours]
  })
  const rows: string[][] = []
  for (const kind of KINDS) {
    say(kind)
    for (const { questions, ask } of contenders) {
      const asked = questions(kind)
      for (let round = 0; round < WARM_ROUNDS; round++) ask(kind, asked)
    }
    const measured = contenders.map(() => [] as number[])
    for (let round = 0; round < rounds; round++) {
      signal.throwIfAborted()
      for (const [index, contender] of contenders.entries()) measured[index]?.push(secondsPerThousand(contender, kind))
    }
    const medians = measured.map(median)
    rows.push([kind, ...medians.map(short), short((medians.at(-1) ?? Number.NaN) / (medians[0] ?? Number.NaN))])
  }
  return [
    'CPU seconds per 1,000 questions.',
    markdownTable(['questions', ...contenders.map(({ name }) => name), 'largest / smallest'], rows),
  ].join('\n\n')
}

function secondsPerThousand({ questions, ask }: Contender, kind: Kind): number {
  const asked = questions(kind)
  const before = process.cpuUsage()
  ask(kind, asked)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e3 / asked.length
}

/** As its documentation has it: all words, the last ones unfinished, one mistake in five letters forgiven. */
function miniSearchOf({ items, questions }: ReturnType<typeof createAskedCatalogue>): Contender {
  const index = new MiniSearch({ fields: ['title', 'description', 'tags', 'expert', 'category'] })
  index.addAll(
    items.map(({ id, title, description, tags, expert, category }) => {
      return { id, title, description, tags: tags.join(' '), expert: expert?.name, category: category?.name }
    }),
  )
  return {
    name: `MiniSearch, ${items.length.toLocaleString('en')} items`,
    questions: (kind) => questions(kind, PEER_QUESTIONS),
    ask: (_, asked) => {
      for (const question of asked) {
        index.search(question, { combineWith: 'AND', prefix: true, fuzzy: 0.2, boost: { title: 10 } }).slice(0, 20)
      }
    },
  }
}
