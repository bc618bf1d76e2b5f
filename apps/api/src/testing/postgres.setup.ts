import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@better-and-bliss/standalone/postgres'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { loadSigningKeys } from '../adapters/local/identity/signing-keys.ts'
import { systemRandom } from '../compose/machine.ts'
import { openPool } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { TEST_KEYS } from './test-keys.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's connection. */
    adminUrl: string
    /** The connection of the role that the application has; its databases belong to it. */
    applicationUrl: string
  }
}

/** A server that is thrown away has nothing to lose. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Starts a PostgreSQL for one run of the database tests and migrates the template which they clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'better-and-bliss-tests-'))
  await chmod(dataDir, 0o711)
  const postgres = await startPostgres({ dataDir, password: randomUUID(), settings: SETTINGS, log: console.log })
  const remove = async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true })
  }
  try {
    await createTemplates(postgres)
  } catch (error) {
    await remove()
    throw error
  }
  project.provide('adminUrl', postgres.adminUrl)
  project.provide('applicationUrl', postgres.url)
  return remove
}

/** What is migrated, and a copy that a server with the keys of tests has been started on: to make a signing key takes a tenth of a second. */
async function createTemplates({ adminUrl, url }: { adminUrl: string; url: string }): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const at = new URL(url)
    await admin.query(`create database template_migrated owner ${at.username}`)
    at.pathname = 'template_migrated'
    await migrate(at.href)
    await admin.query(`create database template_signing template template_migrated owner ${at.username}`)
    at.pathname = 'template_signing'
    await makeSigningKey(at.href)
    // A session on a template would keep every test from cloning it.
    for (const name of ['template_migrated', 'template_signing'])
      await admin.query(`alter database ${name} with allow_connections false`)
  } finally {
    await admin.end()
  }
}

async function makeSigningKey(databaseUrl: string): Promise<void> {
  await using db = openPool(databaseUrl, { log: console, size: 1 })
  await loadSigningKeys(db, [TEST_KEYS.JWT_SECRET_KEY], systemRandom)
}
