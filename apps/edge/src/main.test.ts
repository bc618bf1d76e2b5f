import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { signStreamToken } from '@better-and-bliss/stream-token/node'
import { expect, test } from 'vitest'
import { writeKeptList } from './kept-list.ts'
import { CONTENT, MEMBER, OTHER_CONTENT, SESSION } from './testing/media.ts'

const SECRET = 'a secret of at least thirty-two characters, one'
const ENV = { STREAMING_SECRET_KEY: SECRET, BACKEND_URL: 'http://127.0.0.1:9', MEDIA_DIR: 'none', ENVIRONMENT: 'test' }

function startEdge(env: Record<string, string>) {
  const edge = fork(new URL('./main.ts', import.meta.url), { env: { ...ENV, ...env }, execArgv: [], silent: true })
  const printed = Promise.all([edge.stdout, edge.stderr].map((stream) => text(stream ?? Readable.from([]))))
  return { edge, printed, exited: once(edge, 'exit') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

test('says when it is ready, and ends on SIGTERM without waiting for a connection that stays open', async () => {
  const port = await freePort()
  const { edge, printed, exited } = startEdge({ EDGE_PORT: String(port) })
  expect((await once(edge, 'message'))[0]).toEqual({ type: 'ready' })
  const idle = connect(port, '127.0.0.1')
  idle.write('GET /health HTTP/1.1\r\nHost: edge\r\n\r\n')
  expect(String((await once(idle, 'data'))[0])).toContain('{"status":"ok"}')
  const unfinished = connect(port, '127.0.0.1')
  unfinished.on('error', () => {}).write('GET /health HTTP/1.1\r\n')
  await once(unfinished, 'connect')
  edge.kill('SIGTERM')
  expect((await exited)[0]).toBe(0)
  const [stdout = '', stderr] = await printed
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg)
  expect(lines.at(0)).toBe('edge is listening')
  expect(lines.at(-1)).toBe('edge is stopping')
  expect(stderr).toBe('')
  expect(stdout).not.toContain(SECRET)
})

test('knows what was ended when it starts while the API is away, by the list that it kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'edge-main-'))
  const revocations = [{ kind: 'stream' as const, id: SESSION, member_id: MEMBER, streams: [], until: 9_999_999_999 }]
  const list = { asOfMs: Date.now() - 1_000, cursor: '5', revocations }
  await writeKeptList(join(folder, 'edge/revocations.jsonl'), list)
  const port = await freePort()
  const { edge, exited } = startEdge({ EDGE_PORT: String(port), DATA_DIR: folder })
  await once(edge, 'message')
  const expiresAtSeconds = Math.floor(Date.now() / 1000) + 3_600
  const statusOf = async (sessionId: string) => {
    const token = { contentId: CONTENT, userId: MEMBER, maxHeight: 480, expiresAtSeconds, sessionId } as const
    const query = signStreamToken(token, { current: SECRET })
    return (await fetch(`http://127.0.0.1:${port}/hls/${CONTENT}/master.m3u8?${query}`)).status
  }
  const statuses = [await statusOf(SESSION), await statusOf(OTHER_CONTENT)]
  edge.kill('SIGTERM')
  await exited
  await rm(folder, { recursive: true })
  expect(statuses).toEqual([403, 404])
})

test('ends with the process that started it', async () => {
  const { edge, exited } = startEdge({ EDGE_PORT: String(await freePort()) })
  await once(edge, 'message')
  edge.disconnect()
  expect((await exited)[0]).toBe(0)
})

test('says loudly when tokens are not checked', async () => {
  const { edge, printed } = startEdge({
    EDGE_PORT: String(await freePort()),
    ENABLE_STREAMING_TOKEN_VALIDATION: 'false',
  })
  await once(edge, 'message')
  edge.kill('SIGTERM')
  expect((await printed)[0]).toContain('TOKENS ARE NOT CHECKED')
})

test('a port that is taken gives one line that names the way out', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { printed, exited } = startEdge({ EDGE_PORT: String(port) })
  expect((await exited)[0]).toBe(1)
  taken.close()
  expect(await printed).toEqual([
    '',
    `Port ${port} is taken (media edge). Stop what uses it, or choose another: EDGE_PORT=…\n`,
  ])
})

test('a wrong configuration gives all of its problems and exits', async () => {
  const { printed, exited } = startEdge({ EDGE_PORT: 'x', STREAMING_SECRET_KEY: 'short' })
  expect((await exited)[0]).toBe(1)
  expect((await printed)[1]).toMatch(/EDGE_PORT: .*STREAMING_SECRET_KEY: must have at least 32 characters/s)
})
