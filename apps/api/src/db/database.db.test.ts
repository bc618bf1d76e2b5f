import { afterAll, describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { breakableWay } from '../testing/outage.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { openPool } from './database.ts'

const warned: string[] = []
const log = { info: () => {}, warn: (_: object, message: string) => void warned.push(message), error: () => {} }
const database = await freshDatabase()
const db = openPool(database.url, { log, size: 2 })
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  await database.drop()
})

const insertUser = (at: Pick<typeof db, 'query'>, email: string) =>
  at.query('test_insert', `insert into users (cognito_sub, email) values ($1, $1)`, [email])
const emails = async () =>
  (await db.query<{ email: string }>('test_emails', 'select email from users order by email')).map(({ email }) => email)

describe('a transaction', () => {
  test('happens as a whole', async () => {
    const result = await db.transaction(async (inside) => {
      await insertUser(inside, 'a@example.com')
      await insertUser(inside, 'b@example.com')
      return 'done'
    })
    expect(result).toBe('done')
    expect(await emails()).toEqual(['a@example.com', 'b@example.com'])
  })

  test('or not at all: because of our code, or because of the database', async () => {
    const mistake = db.transaction(async (inside) => {
      await insertUser(inside, 'c@example.com')
      throw new Error('changed my mind')
    })
    await expect(mistake).rejects.toThrow('changed my mind')
    const conflict = db.transaction(async (inside) => {
      await insertUser(inside, 'd@example.com')
      await inside.query('', `insert into users (cognito_sub, email) values ('other', 'a@example.com')`)
    })
    await expect(conflict).rejects.toMatchObject({ code: 'email_taken' })
    expect(await emails()).toEqual(['a@example.com', 'b@example.com'])
  })

  test('gives its connection back, however it ends', async () => {
    for (let round = 0; round < 5; round++) {
      await db.transaction((inside) => inside.query('', 'select nonsense')).catch(() => {})
    }
    expect(await emails()).toHaveLength(2)
  })

  test('is not seen by others before its end', async () => {
    await db.transaction(async (inside) => {
      await insertUser(inside, 'e@example.com')
      expect(await emails()).toHaveLength(2)
    })
    expect(await emails()).toHaveLength(3)
  })
})

describe('an error of the database', () => {
  test('that a person caused is told to that person, by the name of its constraint', async () => {
    const twin = db.query('', `insert into users (cognito_sub, email) values ('x', 'a@example.com')`)
    await expect(twin).rejects.toBeInstanceOf(AppError)
    await expect(twin).rejects.toMatchObject({ code: 'email_taken', status: 409 })
    const item = `insert into content (title, slug, content_type) values ('A', 'a', 'video')`
    await db.query('', item)
    await expect(db.query('', item)).rejects.toMatchObject({ code: 'slug_taken', status: 409 })
  })

  test.each([
    ['an address in capitals', `insert into users (cognito_sub, email) values ('y', 'A@example.com')`],
    ['an address that is not in normal form', `insert into users (cognito_sub, email) values ('y', E'e\\u0301@a.b')`],
    ['an unknown tier', `update users set subscription_tier = 'gold'`],
    ['an unknown role', `update users set role = 'root'`],
    ['an unknown table', 'select * from nonsense'],
  ])('that is our own mistake stays what it is: %s', async (_, sql) => {
    await expect(db.query('', sql)).rejects.not.toBeInstanceOf(AppError)
  })

  test.each([
    ['a statement that takes too long', 'set statement_timeout = 20; select pg_sleep(10)'],
    ['a server that shuts down', 'select pg_terminate_backend(pg_backend_pid())'],
  ])('that will pass says so: %s', async (_, sql) => {
    await using own = openPool(database.url, { log, size: 1 })
    await expect(own.query('', sql)).rejects.toMatchObject({
      code: 'unavailable',
      status: 503,
      retryAfterSeconds: 5,
      message: 'The database does not answer. Try again in a few seconds.',
    })
  })

  test('that two transactions caused each other says so to one of them, and stores nothing of it', async () => {
    await using own = openPool(database.url, { log, size: 2 })
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const lock = (at: Pick<typeof db, 'query'>, number: number) =>
      at.query('', 'select pg_advisory_xact_lock($1)', [number])
    const crossing = (email: string, numbers: [number, number], mine: () => void, theirs: Promise<void>) =>
      own.transaction(async (inside) => {
        await insertUser(inside, email)
        await lock(inside, numbers[0])
        mine()
        await theirs
        await lock(inside, numbers[1])
        return email
      })
    const outcomes = await Promise.allSettled([
      crossing('one@example.com', [1, 2], first.resolve, second.promise),
      crossing('other@example.com', [2, 1], second.resolve, first.promise),
    ])
    const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const [lost] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(lost).toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 1 })
    expect((await emails()).filter((email) => email.startsWith('o'))).toEqual(kept)
  })

  test('every statement has a time limit', async () => {
    expect(await db.query('', 'show statement_timeout')).toEqual([{ statement_timeout: '5s' }])
  })

  describe('that is frozen', () => {
    const limits = { connectMs: 500, answerMs: 200 }
    const unavailable = { code: 'unavailable', retryAfterSeconds: 5 }

    test('is given up on in time, however many ask and whatever they do, and works again by itself', async () => {
      await using way = await breakableWay(database.url)
      await using own = openPool(way.url, { log, size: 2, limits })
      await Promise.all([own.query('', 'select 1'), own.query('', 'select 1')])
      way.freeze()
      const start = performance.now()
      const asked = Array.from({ length: 10 }, (_, index) =>
        index % 2 ? own.query('', 'select 1') : own.transaction((inside) => insertUser(inside, 'frozen@example.com')),
      )
      for (const outcome of await Promise.allSettled(asked)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable })
      }
      expect(performance.now() - start).toBeLessThan(10_000)
      await expect(own.query('', 'select 1')).rejects.toMatchObject(unavailable)
      way.thaw()
      expect(await own.query('', 'select 1 as one')).toEqual([{ one: 1 }])
      expect(await emails()).not.toContain('frozen@example.com')
    })

    test('in the middle of a transaction, it is not asked to roll back', async () => {
      await using way = await breakableWay(database.url)
      await using own = openPool(way.url, { log, size: 1, limits })
      const broken = own.transaction(async (inside) => {
        await insertUser(inside, 'half@example.com')
        way.freeze()
        await inside.query('', 'select 1')
      })
      await expect(broken).rejects.toMatchObject(unavailable)
      way.thaw()
      expect(await own.query('', 'select 1 as one')).toEqual([{ one: 1 }])
      expect(await emails()).not.toContain('half@example.com')
    })
  })

  test('a database that refuses connections says so, inside a transaction too', async () => {
    await using way = await breakableWay(database.url)
    await using own = openPool(way.url, { log, size: 2 })
    await own.query('', 'select 1')
    const broken = own.transaction(async (inside) => {
      await way.cut()
      await inside.query('', 'select 1')
    })
    await expect(broken).rejects.toMatchObject({ code: 'unavailable' })
    await expect(own.query('', 'select 1')).rejects.toMatchObject({ code: 'unavailable' })
    await expect(own.transaction(async () => {})).rejects.toMatchObject({ code: 'unavailable' })
    await way.mend()
    const uncommitted = own.transaction(async (inside) => {
      await inside.query('', 'select 1')
      await way.cut()
    })
    await expect(uncommitted).rejects.toMatchObject({ code: 'unavailable' })
    await way.mend()
    expect(await own.query('', 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
