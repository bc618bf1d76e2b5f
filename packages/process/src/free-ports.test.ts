import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePorts, isFree } from './free-ports.ts'

/** Where Linux begins to give ports to outgoing connections, unless told otherwise. */
const FIRST_OUTGOING_PORT = 32_768

test('free ports differ, are free, and are none that an outgoing connection may take meanwhile', async () => {
  const ports = await freePorts(200)
  expect(new Set(ports).size).toBe(200)
  expect(ports.filter((port) => port >= FIRST_OUTGOING_PORT)).toEqual([])
  expect(await Promise.all(ports.map((port) => isFree('127.0.0.1', port)))).not.toContain(false)
})

test('a port that somebody listens on is not free', async () => {
  const [port = 0] = await freePorts(1)
  await using server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  expect(await isFree('127.0.0.1', port)).toBe(false)
})

test('an address of another machine is told, rather than looked for ever', async () => {
  await expect(freePorts(1, '192.0.2.1')).rejects.toThrow('EADDRNOTAVAIL')
})
