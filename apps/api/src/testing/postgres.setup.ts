import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@better-and-bliss/standalone/postgres'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../db/migrate.ts'

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
    await createTemplate(postgres)
  } catch (error) {
    await remove()
    throw error
  }
  project.provide('adminUrl', postgres.adminUrl)
  project.provide('applicationUrl', postgres.url)
  return remove
}

/** Sealed: a session on the template would keep every test from cloning it. */
async function createTemplate({ adminUrl, url }: { adminUrl: string; url: string }): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const template = new URL(url)
    await admin.query(`create database template_migrated owner ${template.username}`)
    template.pathname = 'template_migrated'
    await migrate(template.href)
    await admin.query('alter database template_migrated with allow_connections false')
  } finally {
    await admin.end()
  }
}
