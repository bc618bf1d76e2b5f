import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ObjectStore } from '@better-and-bliss/object-store'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { connectionTo } from '../db/connection.ts'
import { knownMigrations, migrate } from '../db/migrate.ts'
import { BackupError } from './backup-error.ts'
import { foreignKeys, readTables } from './catalog.ts'
import {
  type BackupFile,
  MANIFEST,
  type Manifest,
  type MediaObject,
  manifestSchema,
  mediaObjectSchema,
} from './manifest.ts'
import { type Chunks, openSealing, type Sealing, verifyFile } from './sealing.ts'

/** A backup that was looked at: whole, and of a schema that this release knows. */
export interface OpenedBackup {
  manifest: Manifest
  /** The file of secrets of the installation that it was made from; null where it has none. */
  readSecrets: () => Promise<Buffer | null>
  /**
   * Fills an empty database, and brings it to the newest schema.
   *
   * @throws BackupError when there is something in it.
   */
  restoreDatabase: (databaseUrl: string, say: (line: string) => void) => Promise<void>
  /**
   * Puts copied media into a store; of media that were only listed, looks whether they are there.
   *
   * @returns how many are there now, and the keys of those that are not.
   */
  restoreMedia: (store: ObjectStore, say: (line: string) => void) => Promise<{ objects: number; missing: string[] }>
}

/**
 * Looks at every file of a backup before anything is changed.
 *
 * @throws BackupError for half a backup, a changed file, another passphrase, and a schema that this release does not know.
 */
export async function openBackup(
  folder: string,
  { passphrase, say, signal }: { passphrase: string | null; say: (line: string) => void; signal: AbortSignal },
): Promise<OpenedBackup> {
  const manifest = await readManifest(folder)
  await refuseUnknownSchema(manifest)
  const sealing = await openSealing(folder, passphrase)
  say('Looking whether the backup is whole …')
  const files = [...manifest.tables.map(({ file }) => file), manifest.media.list, manifest.secrets].filter(
    (file) => file !== null,
  )
  for (const file of files) await verifyFile(folder, file)
  for await (const { file } of mediaObjects(sealing, manifest)) {
    signal.throwIfAborted()
    if (file) await verifyFile(folder, file)
  }
  return {
    manifest,
    readSecrets: async () => manifest.secrets && buffer(sealing.read(manifest.secrets, { gzip: false })),
    restoreDatabase: (databaseUrl, sayOfIt) =>
      restoreDatabase(databaseUrl, { manifest, sealing, say: sayOfIt, signal }),
    restoreMedia: (store, sayOfIt) => restoreMedia(store, { manifest, sealing, say: sayOfIt, signal }),
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new BackupError(`There is no ${path}: this is no backup, or half of one.`, { cause: error })
  })
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new BackupError(`${path} is damaged, or of a release that made backups in another way.`, { cause: error })
  }
}

async function refuseUnknownSchema({ schema, version }: Manifest): Promise<void> {
  const known = await knownMigrations()
  for (const [index, { name, sha256 }] of schema.entries()) {
    const ours = known[index]
    if (ours?.name === name && ours.sha256 === sha256) continue
    throw new BackupError(
      `The backup is of release ${version}, whose migration ${name} this release does not have. Restore it with that release or a newer one.`,
    )
  }
}

interface Restoring {
  manifest: Manifest
  sealing: Sealing
  say: (line: string) => void
  signal: AbortSignal
}

async function restoreDatabase(databaseUrl: string, parts: Restoring): Promise<void> {
  const { manifest, say } = parts
  const client = new pg.Client(connectionTo(databaseUrl))
  await client.connect()
  try {
    await refuseFullDatabase(client)
    say('Making the tables …')
    await migrate(databaseUrl, { upTo: manifest.schema.at(-1)?.name })
    await client.query('set statement_timeout = 0')
    await client.query('begin')
    await fill(client, parts)
    await client.query('commit')
    await client.query('analyze')
  } finally {
    await client.end()
  }
  const newer = await migrate(databaseUrl)
  if (newer.length > 0) say(`${newer.length} migrations of this release were applied.`)
}

async function refuseFullDatabase(client: pg.Client): Promise<void> {
  const tables = await readTables(client)
  if (tables.length === 0) return
  throw new BackupError(
    `The database has ${tables.length} tables already. A backup is restored into an empty one, so that nothing is lost.`,
  )
}

/** Foreign keys and triggers are away while rows come: the rows went through both before. All or nothing. */
async function fill(client: pg.Client, { manifest, sealing, say, signal }: Restoring): Promise<void> {
  const { tables, partitions, sequences } = manifest
  const there = await readTables(client)
  const keys = await foreignKeys(client)
  for (const { drop } of keys) await client.query(drop)
  await switchTriggers(client, there, 'disable')
  await client.query(`truncate ${there.map(({ name }) => pg.escapeIdentifier(name)).join(', ')}`)
  for (const { name, parent, bound } of partitions)
    await client.query(
      `create table if not exists ${pg.escapeIdentifier(name)} partition of ${pg.escapeIdentifier(parent)} ${bound}`,
    )
  for (const { name, columns, rows, file } of tables) {
    signal.throwIfAborted()
    say(`Filling ${name} …`)
    const table = pg.escapeIdentifier(name)
    const into = client.query(
      copyFrom(`copy ${table} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')}) from stdin`),
    )
    await pipeline(sealing.read(file, { gzip: true }), into)
    if (into.rowCount !== rows) throw new BackupError(`${name} has ${into.rowCount} rows instead of ${rows}.`)
  }
  for (const { name, value } of sequences) await client.query('select setval($1::regclass, $2)', [name, value])
  await switchTriggers(client, there, 'enable')
  for (const { add } of keys) await client.query(add)
}

async function switchTriggers(client: pg.Client, tables: { name: string }[], to: 'enable' | 'disable'): Promise<void> {
  for (const { name } of tables) await client.query(`alter table ${pg.escapeIdentifier(name)} ${to} trigger user`)
}

async function restoreMedia(
  store: ObjectStore,
  { manifest, sealing, say, signal }: Restoring,
): Promise<{ objects: number; missing: string[] }> {
  const missing: string[] = []
  let objects = 0
  await using work = await workFolder()
  for await (const object of mediaObjects(sealing, manifest)) {
    signal.throwIfAborted()
    const { key, file } = object
    const known = await store.head(key)
    if (file && known?.size !== object.size)
      await putBack(store, sealing, { ...object, file, path: join(work.path, 'object') })
    if (!file && known?.size !== object.size) missing.push(key)
    else objects += 1
    if (objects % SAY_EVERY === 0) say(`Media: ${objects} objects …`)
  }
  return { objects, missing }
}

const SAY_EVERY = 500

async function putBack(
  store: ObjectStore,
  sealing: Sealing,
  { key, content_type, cache_control, file, path }: MediaObject & { file: BackupFile; path: string },
): Promise<void> {
  await pipeline(sealing.read(file, { gzip: false }), createWriteStream(path, { mode: 0o600 }))
  await store.moveFile(key, path, {
    contentType: content_type,
    ...(cache_control !== null && { cacheControl: cache_control }),
  })
}

async function workFolder() {
  const path = await mkdtemp(join(tmpdir(), 'restoring-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

async function* mediaObjects(sealing: Sealing, { media }: Manifest): AsyncGenerator<MediaObject> {
  for await (const line of linesOf(sealing.read(media.list, { gzip: true })))
    yield mediaObjectSchema.parse(JSON.parse(line))
}

/** Each ends with a line feed. (That of `node:readline` does not tell of an input that fails.) */
async function* linesOf(chunks: Chunks): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
