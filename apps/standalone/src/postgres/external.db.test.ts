import { createServer } from 'node:net'
import { freshDatabase } from '@better-and-bliss/api/testing'
import { expect, test } from 'vitest'
import { freePort } from '../ports.ts'
import { checkExternalDatabase } from './external.ts'

test('a PostgreSQL that answers is good', async () => {
  await using database = await freshDatabase()
  await checkExternalDatabase(database.url)
})

test('one that does not answer is told in words, without its password', async () => {
  const url = `postgresql://bliss:very-secret-word@127.0.0.1:${await freePort('127.0.0.1')}/bliss`
  const failure = await checkExternalDatabase(url).catch((error: unknown) => error)
  expect(failure).toMatchObject({ name: 'CannotStart', message: expect.stringContaining('does not answer') })
  expect(String(failure)).not.toContain('very-secret-word')
})

test('so is something else that listens there', async () => {
  const port = await freePort('127.0.0.1')
  await using server = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((listening) => server.listen({ host: '127.0.0.1', port }, listening))
  await expect(checkExternalDatabase(`postgresql://bliss@127.0.0.1:${port}/bliss`)).rejects.toThrow('does not answer')
})

test('a database that is not there is named', async () => {
  await using database = await freshDatabase()
  const url = new URL(database.url)
  url.pathname = '/nowhere'
  await expect(checkExternalDatabase(url.href)).rejects.toThrow('"nowhere" does not exist')
})
