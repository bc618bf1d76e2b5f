import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase extends AsyncDisposable {
  /** The application role's connection to a database of its own, with all migrations applied. */
  url: string
  /** @throws (PostgreSQL does, after 5 s) when a connection was left open: a test that leaks one fails. */
  drop(): Promise<void>
}

/** A database for one test file or one test. Several may be asked for at once. */
export function freshDatabase(): Promise<TestDatabase> {
  return createDatabase('template_migrated')
}

/** The same, with a signing key, sealed with the JWT_SECRET_KEY of tests. */
export function signingDatabase(): Promise<TestDatabase> {
  return createDatabase('template_signing')
}

/** A database in which nothing was migrated yet. */
export function emptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0')
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const url = new URL(inject('applicationUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(`create database ${name} template ${template} owner ${url.username}`)
  url.pathname = name
  const drop = () => asAdmin(`drop database ${name}`)
  return { url: url.href, drop, [Symbol.asyncDispose]: drop }
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
