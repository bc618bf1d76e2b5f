import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../../testing/test-server.ts'
import { workerNotes } from './note-worker.ts'
import { workerRuns } from './worker-runs.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

test('a worker runs as long as it says so, and is not taken for that of another host', async () => {
  const runs = (host: string) => workerRuns({ db, clock, host })
  expect(await runs('one')).toBe(false)
  await using notes = workerNotes({ db, clock, id: randomUUID(), host: 'one', version: '1' })
  await notes.note()
  expect([await runs('one'), await runs('two')]).toEqual([true, false])
  clock.advance(59_000)
  expect(await runs('one')).toBe(true)
  clock.advance(2_000)
  expect(await runs('one'), 'it has said nothing for a minute').toBe(false)
})

test('a database that cannot be asked says nothing against a worker', async () => {
  const away = { query: () => Promise.reject(new Error('The database does not answer')) }
  expect(await workerRuns({ db: away, clock, host: 'one' })).toBe(true)
})
