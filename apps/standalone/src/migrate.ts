import { listMigrations, migrate, tryMigrations } from '@better-and-bliss/api/database'
import { CannotStart } from '@better-and-bliss/process'
import { findDatabase } from './find-database.ts'

const USAGE = `Brings the database of the Better & Bliss that runs here, or of DATABASE_URL, to the newest schema. Every API and
worker does the same when it starts.

  npm run migrate                 applies what was not applied yet
  npm run migrate -- status       what was applied and what was not; ends with 2 if something waits
  npm run migrate -- dry-run      applies it in one transaction, and takes it back`

const WAITING = 2

const at = (time: Date | null) => time?.toISOString().slice(0, 19).replace('T', ' ') ?? ''
const WORDS: Record<Awaited<ReturnType<typeof listMigrations>>[number]['state'], (time: Date | null) => string> = {
  applied: at,
  pending: () => 'waits',
  edited: (time) => `${at(time)}, but its file was edited since: a release that was changed by hand?`,
  unknown: (time) => `${at(time)}, by a newer release: this one has no such file`,
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  // What PostgreSQL says of a database or of a migration is for whoever runs this.
  console.error(error instanceof Error ? error.message : error)
}

async function main(args: string[]): Promise<void> {
  const [command = 'up', ...more] = args
  if (more.length > 0) throw new CannotStart(USAGE)
  switch (command) {
    case 'up':
      return tell(await migrate(await findDatabase()), 'was applied')
    case 'dry-run':
      return tell(await tryMigrations(await findDatabase()), 'would be applied')
    case 'status':
      return status(await listMigrations(await findDatabase()))
    default:
      throw new CannotStart(USAGE)
  }
}

function tell(names: string[], what: string): void {
  for (const name of names) console.log(`${name} ${what}`)
  if (names.length === 0) console.log('The schema is the newest: nothing waits.')
}

function status(migrations: Awaited<ReturnType<typeof listMigrations>>): void {
  for (const { name, state, appliedAt } of migrations) console.log(`${name}  ${WORDS[state](appliedAt)}`)
  if (migrations.some(({ state }) => state === 'pending')) process.exitCode = WAITING
}
