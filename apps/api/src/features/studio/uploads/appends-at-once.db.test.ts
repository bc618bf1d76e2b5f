import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { systemRandom } from '../../../compose/machine.ts'
import { insertContent } from '../../../testing/catalogue-rows.ts'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { claimPart } from './part-right-queries.ts'
import { receive } from './receive.ts'
import { TUS, tusClient } from './testing/tus-client.ts'
import { saveReceived, selectParts } from './upload-queries.ts'

const folder = await mkdtemp(join(tmpdir(), 'appends-at-once-'))
const server = await testServer({ MEDIA_DIR: folder })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const creator = await signUpAs(server, 'free', 'admin')
const { store } = server.parts.studio
const MIB = 2 ** 20
const whole = randomBytes(20 * MIB)

let contentId: string
beforeEach(async () => {
  contentId = await insertContent(server.db, {
    title: 'Night sea',
    status: 'draft',
    isReady: false,
    hasPictures: false,
  })
})
const { append, urlOf, rowOf } = tusClient(server, { cookies: creator, contentId: () => contentId })

/** What all that was acknowledged makes. */
async function joined(url: string): Promise<Buffer> {
  const row = await rowOf(url)
  if (!row) throw new Error('There is no upload')
  const { object_key: key, store_upload_id: uploadId } = row
  await store.completeMultipart({ key, uploadId }, await selectParts(server.db, row.id))
  return Buffer.from((await store.read(key)) ?? [])
}
const receiving = { db: server.db, store, clock: server.clock, random: systemRandom }
/** Other bytes, once they may come. */
async function* others(when: Promise<unknown>) {
  await when
  yield Buffer.alloc(9 * MIB, 'x')
}

test('409: a request that was overtaken takes nothing back of what another one was acknowledged', async () => {
  const url = await urlOf({ length: whole.length })
  const row = await rowOf(url)
  const overtaken = Promise.withResolvers<void>()
  const late = row && receive(receiving, row, others(overtaken.promise), null)
  expect((await append(url, 0, whole)).statusCode).toBe(204)
  overtaken.resolve()
  await expect(late).rejects.toMatchObject({ code: 'offset_conflict' })
  expect((await joined(url)).equals(whole)).toBe(true)
})

test('409: while one request writes a part, no other one does', async () => {
  const url = await urlOf({ length: whole.length })
  const row = await rowOf(url)
  const [begun, goesOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const putPart: typeof store.putPart = async (...part) => {
    begun.resolve()
    await goesOn.promise
    return store.putPart(...part)
  }
  const first = row && receive({ ...receiving, store: { ...store, putPart } }, row, others(Promise.resolve()), null)
  await begun.promise
  expect((await append(url, 0, whole)).json()).toMatchObject({ code: 'offset_conflict' })
  goesOn.resolve()
  expect(await first).toBe(9 * MIB)
  expect((await append(url, 9 * MIB, whole.subarray(9 * MIB))).statusCode).toBe(204)
})

test('409: what was killed while it wrote a part stands in the way for some seconds; what only seemed so saves nothing', async () => {
  const url = await urlOf({ length: whole.length })
  const row = await rowOf(url)
  const nowMs = server.clock.nowMs()
  const claim = { id: row?.id ?? '', writer: randomUUID(), part: 1, received: 0, nowMs }
  expect(await claimPart(server.db, { ...claim, lapsedBeforeMs: nowMs })).toBe(true)
  expect((await append(url, 0, whole)).statusCode).toBe(409)
  server.clock.advance(7_000)
  const taking = claimPart(server.db, { ...claim, writer: randomUUID(), lapsedBeforeMs: nowMs + 1 })
  expect(await taking).toBe(true)
  const save = { ...claim, from: 0, to: 8 * MIB, parts: [{ number: 1, etag: '"0"' }], tailKey: null }
  expect(await server.db.transaction((tx) => saveReceived(tx, save))).toBe(false)
  server.clock.advance(7_000)
  expect((await append(url, 0, whole)).statusCode).toBe(204)
  expect((await joined(url)).equals(whole)).toBe(true)
})

test('404: an upload that is removed while bytes come leaves none of them', async () => {
  const url = await urlOf({ length: whole.length })
  const row = await rowOf(url)
  const removed = Promise.withResolvers<void>()
  const late = row && receive(receiving, row, others(removed.promise), null)
  expect((await server.request('DELETE', url, { cookies: creator, headers: TUS })).statusCode).toBe(204)
  removed.resolve()
  await expect(late).rejects.toMatchObject({ code: 'not_found' })
  expect((await store.list(`sources/${contentId}/`)).keys).toEqual([])
})

test('413: the rest of a body that is refused keeps nobody waiting who goes on over the same connection', async () => {
  const url = await urlOf({ length: 10 })
  const { port } = new URL(await server.app.listen({ port: 0, host: '127.0.0.1' }))
  const about = ['tus-resumable: 1.0.0', 'upload-offset: 0', 'content-type: application/offset+octet-stream']
  const head = [`PATCH ${url} HTTP/1.1`, 'host: localhost', `cookie: ${creator}`, ...about, `content-length: ${MIB}`]
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(whole.subarray(0, MIB))
  socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
  const answers = await text(socket)
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
})
