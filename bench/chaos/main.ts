import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { machineFacts } from '../harness/report.ts'
import { seeded } from '../harness/seeded.ts'
import { withTask } from '../harness/task.ts'
import { startClients } from './clients.ts'
import { countLost } from './count.ts'
import { faultsOf, happenAll } from './faults.ts'
import { newLedger } from './ledger.ts'
import { chaosReport } from './report.ts'
import { openSite } from './site.ts'

const CALM_MS = 3_000
const FEWEST_SLOT_MS = 4_000
/** Members do not sign in anew. */
const MOST_MINUTES = 30

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '6' },
    only: { type: 'string', default: '' },
  },
})
const [seed, minutes] = [Number(values.seed), Number(values.minutes)]
if (!Number.isInteger(seed) || seed < 0 || !(minutes > 0 && minutes <= MOST_MINUTES)) {
  console.error(`npm run chaos -- [--seed 1] [--minutes 6, ${MOST_MINUTES} at most] [--only 'faults of this name']`)
  process.exit(2)
}

/** Kills, pauses and cuts every process in turn while members use the system, and counts what that cost. */
await withTask('chaos', async (context) => {
  const random = seeded(seed)
  await using site = await openSite(context)
  const ledger = newLedger()
  const ending = new AbortController()
  const signal = AbortSignal.any([context.signal, ending.signal])
  const clients = await startClients({ site, ledger, random: seeded(seed + 1), signal })
  await delay(CALM_MS, undefined, { signal })
  const faults = faultsOf(site, random).filter(({ name }) => name.includes(values.only))
  const slotMs = Math.max(FEWEST_SLOT_MS, (minutes * 60_000) / faults.length)
  const happened = await happenAll(faults, { slotMs, signal, say: context.say })
  await delay(CALM_MS)
  ending.abort()
  await clients.ended
  context.say('counting what was acknowledged')
  const counts = await countLost(site, ledger)
  console.log(
    machineFacts(`npm run chaos -- --seed ${seed} --minutes ${minutes}${values.only && ` --only ${values.only}`}`),
  )
  console.log(`\n${chaosReport(ledger, happened, counts)}`)
  const ends = site.targets.filter(({ process: { ownEnds } }) => ownEnds() > 0)
  const told = ends.map(({ process: { name, ownEnds } }) => `${name} ${ownEnds()} times`).join(', ')
  console.log(`\nEnded by themselves, and were started again: ${told || 'none'}.`)
  if (counts.some(({ lost }) => lost > 0)) process.exitCode = 1
})
// Sockets whose other end was cut keep Node from closing its handles, for which it would wait for ever.
process.exit()
