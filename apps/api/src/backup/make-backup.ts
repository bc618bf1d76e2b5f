import { chmod, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { connectionTo } from '../db/connection.ts'
import { BackupError } from './backup-error.ts'
import { readPartitions, readSequences, readTables } from './catalog.ts'
import { MANIFEST, type Manifest, type MediaObject, manifestSchema } from './manifest.ts'
import { newSealing, type Sealing } from './sealing.ts'

export interface BackupOptions {
  databaseUrl: string
  store: ObjectStore
  /** Made, or empty. */
  folder: string
  /** Encrypts everything; null for a backup that anybody can read who has it. */
  passphrase: string | null
  /** Whether media are copied; their list is there anyway. */
  copiesMedia: boolean
  /** The file of secrets of an installation; kept in encrypted backups alone. */
  secrets: Uint8Array | null
  version: string
  nowMs: number
  /** Hears what is done now. */
  say: (line: string) => void
  signal: AbortSignal
}

/** Of the store: what is played and shown, and what it was made from. Uploads under way and exports are not kept. */
const MEDIA_FOLDERS = ['hls/', 'sources/']

/**
 * Copies a database as it is at one moment, while it is used, and lists or copies its media. The manifest is written last:
 * without one a folder is no backup.
 *
 * @throws BackupError in words for whoever runs this.
 */
export async function makeBackup(options: BackupOptions): Promise<Manifest> {
  const { databaseUrl, folder, passphrase, secrets, version, nowMs, say } = options
  await takeEmptyFolder(folder)
  const sealing = await newSealing(folder, passphrase)
  const database = await atOneMoment(databaseUrl, (client) => copyDatabase(client, sealing, options))
  say('Looking at the media …')
  const manifest = manifestSchema.parse({
    format: 1,
    made_at: new Date(nowMs).toISOString(),
    version,
    ...database,
    media: await keepMedia(sealing, options),
    secrets:
      secrets && passphrase !== null ? await sealing.write('secrets.json', once(secrets), { gzip: false }) : null,
  })
  const unfinished = join(folder, `${MANIFEST}.unfinished`)
  await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(unfinished, join(folder, MANIFEST))
  return manifest
}

async function takeEmptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new BackupError(`${folder} is not empty. Each backup has a folder of its own: choose another one.`)
  await chmod(folder, 0o700)
}

async function atOneMoment<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(connectionTo(url))
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    return await work(client)
  } finally {
    await client.end()
  }
}

async function copyDatabase(client: pg.Client, sealing: Sealing, { say, signal }: BackupOptions) {
  const { rows: schema } = await client
    .query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations order by name')
    .catch((error: unknown) => {
      throw new BackupError('This is no database of Better & Bliss: it has no table schema_migrations.', {
        cause: error,
      })
    })
  const tables: Manifest['tables'] = []
  for (const { name, columns } of await readTables(client)) {
    signal.throwIfAborted()
    say(`Copying ${name} …`)
    const rows = client.query(copyTo(`copy (select ${columns.map(quoted).join(', ')} from ${quoted(name)}) to stdout`))
    const file = await sealing.write(`tables/${name}.copy.gz`, rows, { gzip: true })
    tables.push({ name, columns, rows: rows.rowCount, file })
  }
  return { schema, tables, partitions: await readPartitions(client), sequences: await readSequences(client) }
}

async function keepMedia(sealing: Sealing, { store, copiesMedia, signal, say }: BackupOptions) {
  let [objects, bytes] = [0, 0]
  const lines = async function* () {
    for (const folder of MEDIA_FOLDERS) {
      for await (const key of keysIn(store, folder)) {
        signal.throwIfAborted()
        const object = await keepObject(sealing, store, { key, copies: copiesMedia })
        if (!object) continue
        objects += 1
        bytes += object.size
        if (copiesMedia && objects % SAY_EVERY === 0) say(`Copying media: ${objects} objects …`)
        yield Buffer.from(`${JSON.stringify(object)}\n`)
      }
    }
  }
  const list = await sealing.write('media.jsonl.gz', lines(), { gzip: true })
  return { objects, bytes, copied: copiesMedia, list }
}

const SAY_EVERY = 500

/** @returns null for what was deleted a moment ago. */
async function keepObject(
  sealing: Sealing,
  store: ObjectStore,
  { key, copies }: { key: string; copies: boolean },
): Promise<MediaObject | null> {
  const info = await store.head(key)
  if (!info) return null
  const about = { key, size: info.size, content_type: info.contentType, cache_control: info.cacheControl ?? null }
  if (!copies) return { ...about, file: null }
  await using object = await store.open(key)
  if (!object) return null
  const file = await sealing.write(`media/${key}`, object.stream(), { gzip: false })
  return { ...about, size: object.size, file }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

/** Names of the catalog are plain; the manifest takes no others. */
function quoted(name: string): string {
  return pg.escapeIdentifier(name)
}
