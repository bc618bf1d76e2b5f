import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { forgetKeys, openBackup } from '@better-and-bliss/api/backup'
import { requestLogger } from '@better-and-bliss/api/database'
import { CannotStart, namedPath, type RunningProcess, runTask } from '@better-and-bliss/process'
import { readPassphrase } from './backups/passphrase.ts'
import { storeOf } from './backups/store.ts'
import { type Config, readConfig } from './config.ts'
import { keepFilesPrivate } from './data-folder.ts'
import { explain } from './explain.ts'
import { startPostgres } from './postgres/start.ts'
import { keptSecrets, loadSecrets, type Secrets, secretsFile } from './secrets.ts'
import { takeDataFolder } from './take-data-folder.ts'
import { openTerminal } from './terminal.ts'

const USAGE = `Brings a backup back, into a data folder without a database, or into the empty database of DATABASE_URL.

  npm run restore -- FOLDER [--passphrase-file FILE] [--new-keys]

  --passphrase-file  of an encrypted backup
  --new-keys         goes on without the keys of the installation that the backup is of: everybody signs in again, mails on their
                     way are given up, and addresses that had left the newsletter are not known any more`

const MOST_NAMED = 5

const terminal = openTerminal(process.stdout)
await runTask({ name: 'restore', complain: (error) => terminal.settle(explain(error)) }, async (running) =>
  restore(running),
)

type Opened = Awaited<ReturnType<typeof openBackup>>

async function restore({ machine, stopping }: RunningProcess): Promise<number> {
  keepFilesPrivate()
  const { folder, passphrase, takesNewKeys } = await readArguments(process.argv.slice(2))
  const config = readConfig(machine)
  const opened = await openBackup(folder, { passphrase, say: terminal.progress, signal: stopping })
  await using _ = await takeDataFolder(config)
  const secrets = await secretsFor(config, opened, takesNewKeys)
  await using database = await databaseOf(config, secrets)
  await opened.restoreDatabase(database.url, terminal.progress)
  if (takesNewKeys) await forgetKeys(database.url, requestLogger({ level: config.logLevel, role: 'restore' }))
  const store = await storeOf(machine, { config, secrets, databaseUrl: database.url })
  const { objects, missing } = await opened.restoreMedia(store, terminal.progress)
  terminal.settle(
    `The database is as it was at ${opened.manifest.made_at}, and ${objects} media files are there. Start it: npm start`,
  )
  if (missing.length === 0) return 0
  terminal.say(
    `${missing.length} media files are not there; the backup only names them. Among them: ${missing.slice(0, MOST_NAMED).join(', ')}`,
  )
  return 1
}

/** The keys of the installation that the backup is of; what is sealed in the database opens with no others. */
async function secretsFor(config: Config, opened: Opened, takesNewKeys: boolean): Promise<Secrets> {
  const { dataDir, chosenKeys } = config
  const there = await keptSecrets(dataDir)
  const kept = await opened.readSecrets()
  if (!there && kept) await writeFile(secretsFile(dataDir), kept, { flag: 'wx', mode: 0o600 })
  if (!there && !kept && !chosenKeys.jwtSecretKey && !takesNewKeys) {
    throw new CannotStart(
      `This backup is not encrypted, so it has no keys. Copy secrets.json of the installation to ${secretsFile(dataDir)}, or set JWT_SECRET_KEY, or go on with --new-keys.\n\n${USAGE}`,
    )
  }
  return loadSecrets(dataDir, chosenKeys, randomBytes)
}

async function databaseOf({ chosenDatabaseUrl, dataDir }: Config, { databasePassword: password }: Secrets) {
  const url = chosenDatabaseUrl?.reveal()
  if (url !== undefined) return { url, [Symbol.asyncDispose]: async () => {} }
  terminal.progress('Starting PostgreSQL …')
  return startPostgres({ dataDir, password, log: terminal.say })
}

async function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'passphrase-file': { type: 'string' }, 'new-keys': { type: 'boolean', default: false } },
  })
  const [folder, ...more] = positionals
  if (!folder || more.length > 0) throw new CannotStart(USAGE)
  const passphrase = await readPassphrase(values['passphrase-file'])
  return { folder: namedPath(folder), passphrase, takesNewKeys: values['new-keys'] }
}
