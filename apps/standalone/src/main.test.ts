import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { lockFolder } from './lock.ts'
import { freePort } from './ports.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const HOST = '127.0.0.1'

test('with a port taken it says which and ends, having started nothing', async () => {
  await using folder = await temporaryFolder()
  await using server = createServer().listen({ host: HOST, port: 0 })
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const { output, code } = await start(folder.path, { API_PORT: String(port) })
  expect(output).toMatch(new RegExp(`^Port ${port} is taken \\(API\\)\\..* API_PORT=\\d+ npm start\n$`))
  expect(code).toBe(1)
  expect(await readdir(folder.path)).toEqual([])
})

test('a second start with the same data says so in one line', async () => {
  await using folder = await temporaryFolder()
  await using _lock = await lockFolder(folder.path)
  const { output, code } = await start(folder.path)
  expect(output).toBe(`Better & Bliss already runs with ${folder.path}. Stop it first, or choose another DATA_DIR.\n`)
  expect(code).toBe(1)
})

async function start(dataDir: string, ports: Record<string, string> = {}): Promise<{ output: string; code: unknown }> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const [WEB_PORT, EDGE_PORT] = [String(await freePort(HOST)), String(await freePort(HOST))]
  const child = spawn(process.execPath, [main], {
    cwd: dataDir,
    env: { DATA_DIR: dataDir, WEB_PORT, EDGE_PORT, ...ports },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return { output, code }
}
