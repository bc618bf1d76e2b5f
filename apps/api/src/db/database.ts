import pg from 'pg'
import type { Logger } from '../ports/logger.ts'
import { admitted } from './admission.ts'
import { connectionTo, type DatabaseUrl } from './connection.ts'
import { isLost, translateDatabaseError } from './errors.ts'

/** What runs a statement: the pool, or the one connection of a transaction. Queries take it as their first argument. */
export interface Database {
  /**
   * Runs one statement. Those that a request repeats have a name, so that PostgreSQL parses and plans them once.
   *
   * @throws AppError where a named constraint says what was wrong, or the database does not answer.
   */
  query<Row extends pg.QueryResultRow>(name: string, sql: string, params?: unknown[]): Promise<Row[]>
}

/** Connections of a pool, and who waits for one. */
export interface PoolFigures {
  open: number
  idle: number
  most: number
  waiting: number
}

export interface Pool extends Database, AsyncDisposable {
  figures(): PoolFigures
  /** Runs `work` in one transaction: all of it happens, or nothing. */
  transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
}

/** PostgreSQL's own limit on a statement. */
const STATEMENT_TIMEOUT_MS = 5_000
/** Ours on PostgreSQL, which may be frozen or out of reach: then nobody keeps its limit, and no connection ends. */
const LIMITS = {
  /** For a connection: a new one, or one that another request gives back. */
  connectMs: 2_500,
  /** For the answer to a statement. A connection that owes one is given up. */
  answerMs: 5_500,
}

export function openPool(
  databaseUrl: DatabaseUrl,
  { log, size = 10, limits = LIMITS }: { log: Logger; size?: number; limits?: typeof LIMITS },
): Pool {
  const pool = new pg.Pool({
    ...connectionTo(databaseUrl),
    max: size,
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.answerMs,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'better-and-bliss',
  })
  pool.on('error', (error) => log.warn({ err: error }, 'An idle database connection was lost'))
  return {
    query: (name, sql, params) => admitted(databaseUrl, log, () => run(pool, name, sql, params)),
    transaction: async (work) => transaction(await admitted(databaseUrl, log, () => connect(pool)), work),
    figures: () => ({ open: pool.totalCount, idle: pool.idleCount, most: size, waiting: pool.waitingCount }),
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

async function run<Row extends pg.QueryResultRow>(
  runner: pg.Pool | pg.PoolClient,
  name: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  try {
    return (await runner.query<Row>({ name, text, values })).rows
  } catch (error) {
    throw translateDatabaseError(error)
  }
}

function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  return pool.connect().catch((error: unknown) => {
    throw translateDatabaseError(error)
  })
}

async function transaction<Result>(client: pg.PoolClient, work: (db: Database) => Promise<Result>): Promise<Result> {
  let broken: Error | undefined
  const noteLoss = (error: Error) => {
    broken = error
  }
  // The pool watches idle connections only: one that is lost between two statements would end the process.
  client.on('error', noteLoss)
  try {
    await run(client, '', 'begin')
    const result = await work({ query: (name, sql, params) => run(client, name, sql, params) })
    await run(client, '', 'commit')
    return result
  } catch (error) {
    if (isLost(error)) noteLoss(error)
    else await client.query('rollback').catch(noteLoss)
    throw error
  } finally {
    client.off('error', noteLoss)
    client.release(broken)
  }
}
