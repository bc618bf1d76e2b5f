import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { claimPort, freePorts, freePortsInARow, isFree } from './free-ports.ts'

const run = promisify(execFile)

/** Where Linux begins to give ports to outgoing connections, unless told otherwise. */
const FIRST_OUTGOING_PORT = 32_768

test('free ports differ, are free, and are none that an outgoing connection may take meanwhile', async () => {
  const ports = await freePorts(50)
  expect(new Set(ports).size).toBe(50)
  expect(ports.filter((port) => port >= FIRST_OUTGOING_PORT)).toEqual([])
  expect(await Promise.all(ports.map((port) => isFree('127.0.0.1', port)))).not.toContain(false)
})

test('a port that somebody listens on is not free', async () => {
  const [port = 0] = await freePorts(1)
  await using server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  expect(await isFree('127.0.0.1', port)).toBe(false)
})

test('a port that was drawn is not drawn again while nobody listens there yet, by no process', async () => {
  const drawn = [...(await freePorts(1)), ...(await freePortsInARow(2, { except: [] }))]
  expect(await Promise.all(drawn.map(claimPort))).toEqual([false, false, false])
  const source = `import { claimPort } from '${new URL('free-ports.ts', import.meta.url).href}'; console.log(await claimPort(${drawn[0]}))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', source])
  expect(stdout.trim()).toBe('false')
})

test('an address of another machine is told, rather than looked for ever', async () => {
  await expect(freePorts(1, '192.0.2.1')).rejects.toThrow('EADDRNOTAVAIL')
})
