import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { breathing } from '@better-and-bliss/breath/synthesis'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { buildServer } from '../../../server.ts'
import { signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { helloFor, play, startSession } from './testing/practice.ts'
import { openSocket } from './testing/thin-client.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const { samples } = breathing({ seconds: 20, seed: 9 })

/** Less may be something else. */
const LOUD = 64

/** Every four samples in a row that are loud enough to be nothing else, as one number. */
const fours = new Set<bigint>()
for (let at = 0; at + 4 <= samples.length; at++) {
  const four = samples.slice(at, at + 4)
  if (four.every((sample) => Math.abs(sample) >= LOUD)) fours.add(Buffer.from(four.buffer).readBigUInt64LE())
}

/** Whether some of the sound lies in `bytes`, wherever it begins. */
function holdsSound(bytes: Buffer): boolean {
  for (let at = 0; at + 8 <= bytes.length; at++) if (fours.has(bytes.readBigUInt64LE(at))) return true
  return false
}

/** Bytes as they are, and what they say if they are hexadecimal or base64. */
function readings(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1')
  const encoded = text.match(/[\w+/=-]{16,}/g) ?? []
  return [bytes, ...encoded.flatMap((word) => [Buffer.from(word, 'hex'), Buffer.from(word, 'base64')])]
}

/** Every value that could hold sound, of every table. */
async function everything(): Promise<Buffer[]> {
  const columns = await server.db.query<{ table: string; column: string }>(
    '',
    `select format('%I.%I', table_schema, table_name) as table, quote_ident(column_name) as column
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
       and data_type in ('bytea', 'text', 'json', 'jsonb', 'ARRAY', 'character varying')`,
  )
  expect(columns.length).toBeGreaterThan(20)
  const values: Buffer[] = []
  for (const { table, column } of columns) {
    const rows = await server.db.query<{ value: unknown }>('', `select ${column} as value from ${table}`)
    for (const { value } of rows) values.push(Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? ''))
  }
  return values
}

test('no audio is stored or logged: not in a table while a session runs or after it, not in a log, not in a file', async () => {
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const app = await buildServer({ ...server.parts, log })
  const filesBefore = await readdir(tmpdir())
  const cookies = await signUp(server, 'ada@example.com')
  const session = await startSession(server, cookies)
  const client = await openSocket(app, { cookies })
  client.say(helloFor(session))
  await client.first('ready')
  const seen: Buffer[] = []
  for (let from = 0; from < samples.length; from += 80_000) {
    await play(server, client, samples, { from, to: from + 80_000 })
    seen.push(...(await everything()))
  }
  client.socket.send('not a message')
  await client.closed
  seen.push(...(await everything()), Buffer.from(lines.join('')))
  for (const name of (await readdir(tmpdir())).filter((file) => !filesBefore.includes(file))) {
    seen.push(await readFile(join(tmpdir(), name)).catch(() => Buffer.alloc(0)))
  }
  expect(seen.reduce((sum, bytes) => sum + bytes.length, 0)).toBeGreaterThan(20_000)
  expect(fours.size).toBeGreaterThan(10_000)
  expect(seen.flatMap(readings).some(holdsSound)).toBe(false)
  expect(seen.some((bytes) => bytes.includes([...samples.slice(64_000, 64_004)].join(',')))).toBe(false)
  await app.close()
})
