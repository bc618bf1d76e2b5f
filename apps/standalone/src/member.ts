import { emailAddress, setTier } from '@better-and-bliss/api/accounts'
import { openPool, requestLogger } from '@better-and-bliss/api/database'
import { TIERS } from '@better-and-bliss/membership'
import { machineOf } from '@better-and-bliss/process'
import { ConfigError, readStandaloneSettings } from '@better-and-bliss/settings'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
import { readRunning } from './running.ts'

const USAGE = `Changes a member of the Better & Bliss that runs here, or of DATABASE_URL; it takes effect at once.

  npm run member -- set-tier EMAIL ${TIERS.join('|')}`

const argumentsSchema = z.tuple([z.literal('set-tier'), emailAddress, z.enum(TIERS)])

try {
  console.log(await main(process.argv.slice(2)))
} catch (error) {
  process.exitCode = 1
  console.error(error instanceof CannotStart || error instanceof ConfigError ? error.message : error)
}

async function main(args: string[]): Promise<string> {
  const parsed = argumentsSchema.safeParse(args)
  if (!parsed.success) throw new CannotStart(`${whatIsWrong(args)}${USAGE}`)
  const [, email, tier] = parsed.data
  await using db = openPool(await findDatabase(), { log: requestLogger({ level: 'silent', role: 'member' }), size: 1 })
  if (!(await setTier(db, { email, tier, actor: { kind: 'operator' } })))
    throw new CannotStart(`There is no member with the address ${email}.`)
  return `${email} is ${tier} now.`
}

function whatIsWrong([command, email, tier]: string[]): string {
  if (command !== 'set-tier' || email === undefined || tier === undefined) return ''
  if (!emailAddress.safeParse(email).success) return `"${email}" is no email address.\n\n`
  return `There is no tier "${tier}"; there are ${TIERS.join(', ')}.\n\n`
}

async function findDatabase(): Promise<string> {
  const { dataDir, chosenDatabaseUrl } = readStandaloneSettings(machineOf())
  const databaseUrl = chosenDatabaseUrl?.reveal() ?? (await readRunning(dataDir))?.databaseUrl
  if (databaseUrl !== undefined) return databaseUrl
  throw new CannotStart('Better & Bliss does not run here. Start it with `npm start`, or set DATABASE_URL.')
}
