import { openPool } from '@better-and-bliss/api/database'
import { compareHistories } from '@better-and-bliss/api/testing/view-histories'
import type { Context } from './harness/context.ts'
import { install, SILENT } from './harness/ours.ts'

const HISTORIES = 100_000
const SEED = 1

/** Whether the database counts what the rules say, in more histories than tests have time for. */
export async function benchViewHistories(context: Context): Promise<string> {
  await using installation = await install(context, 'view-histories')
  const databaseUrl = await installation.makeCatalogue(1, 'histories')
  await using db = openPool(databaseUrl, { log: SILENT })
  const differences = await compareHistories(db, {
    histories: HISTORIES,
    seed: SEED,
    onWave: (told) => {
      context.signal.throwIfAborted()
      if (told % 10_000 === 0) context.say(`${told.toLocaleString('en')} histories`)
    },
  })
  const outcome =
    differences.length === 0 ? 'no view, second or rollup is otherwise' : differences.slice(0, 3).join('; ')
  return `${HISTORIES.toLocaleString('en')} random histories of viewers, told to the database and to a slow, obvious model of the rules: ${outcome}.`
}
