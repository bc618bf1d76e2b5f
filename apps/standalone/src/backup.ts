import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { makeBackup } from '@better-and-bliss/api/backup'
import { CannotStart, namedPath, type RunningProcess, runTask } from '@better-and-bliss/process'
import { readPassphrase } from './backups/passphrase.ts'
import { storeOf } from './backups/store.ts'
import { VERSION } from './backups/version.ts'
import { readConfig } from './config.ts'
import { keepFilesPrivate } from './data-folder.ts'
import { explain } from './explain.ts'
import { findDatabase } from './find-database.ts'
import { keptSecrets, secretsFile } from './secrets.ts'
import { openTerminal } from './terminal.ts'

const USAGE = `Copies the Better & Bliss that runs here, or that of DATABASE_URL, as it is at this moment, while it is used.

  npm run backup -- FOLDER [--media] [--passphrase-file FILE]

  FOLDER             a new one, or an empty one
  --media            copies the media, too; without it they are only listed, and stay where they are
  --passphrase-file  encrypts everything with the first line of FILE; then the keys of the installation are kept, too`

/** Where all keys are given by the environment. */
const NO_KEYS = { streamingSecretKey: '', jwtSecretKey: '' }

const terminal = openTerminal(process.stdout)
await runTask({ name: 'backup', complain: (error) => terminal.settle(explain(error)) }, async (running) => {
  await backUp(running)
  return 0
})

async function backUp({ machine, stopping }: RunningProcess): Promise<void> {
  keepFilesPrivate()
  const { folder, copiesMedia, passphrase } = await readArguments(process.argv.slice(2))
  const config = readConfig(machine)
  const databaseUrl = await findDatabase()
  const secrets = (await keptSecrets(config.dataDir)) ?? NO_KEYS
  const manifest = await makeBackup({
    databaseUrl,
    store: await storeOf(machine, { config, secrets, databaseUrl }),
    folder,
    passphrase,
    copiesMedia,
    secrets: secrets === NO_KEYS ? null : await readFile(secretsFile(config.dataDir)),
    version: VERSION,
    nowMs: Date.now(),
    say: terminal.progress,
    signal: stopping,
  })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const { objects, copied } = manifest.media
  terminal.settle(
    `${folder} has ${rows} rows of ${manifest.tables.length} tables, and ${objects} media ${copied ? 'files' : 'files by name'}.`,
  )
  if (passphrase === null)
    terminal.say(
      'It is not encrypted, so the keys of this installation are not in it: keep secrets.json of DATA_DIR, too.',
    )
}

async function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { media: { type: 'boolean', default: false }, 'passphrase-file': { type: 'string' } },
  })
  const [folder, ...more] = positionals
  if (!folder || more.length > 0) throw new CannotStart(USAGE)
  const passphrase = await readPassphrase(values['passphrase-file'])
  return { folder: namedPath(folder), copiesMedia: values.media, passphrase }
}
