import { guessCodes } from '@better-and-bliss/api/testing/guess-codes'
import type { Context } from './harness/context.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { install } from './harness/ours.ts'

const ROUNDS = 1_000
const AT_ONCE = 50

/** Whether somebody with any number of addresses guesses a code. */
export async function benchGuesses(context: Context): Promise<string> {
  await using installation = await install(context, 'guesses')
  const databaseUrl = await installation.makeCatalogue(1)
  context.say(`entering ${AT_ONCE} wrong codes at once, ${ROUNDS.toLocaleString('en')} times`)
  const startedMs = performance.now()
  const { guesses, compared, accepted, outlived } = await guessCodes(databaseUrl, { rounds: ROUNDS, atOnce: AT_ONCE })
  return markdownTable(
    ['guesses', 'looked at, of five a code', 'accepted', 'right codes that were still good', 'seconds'],
    [
      [guesses, compared, accepted, outlived]
        .map((count) => count.toLocaleString('en'))
        .concat(short((performance.now() - startedMs) / 1000)),
    ],
  )
}
