import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { checkPorts, freePort } from './ports.ts'

const HOST = '127.0.0.1'

test('each port that is taken gives one line, and the way to choose another', async () => {
  await using server = createServer().listen({ host: HOST, port: 0 })
  await once(server, 'listening')
  const address = server.address()
  const taken = typeof address === 'object' ? Number(address?.port) : 0
  const ports = [
    { role: 'API', variable: 'API_PORT', port: taken },
    { role: 'web app', variable: 'WEB_PORT', port: await freePort(HOST) },
    { role: 'media edge', variable: 'EDGE_PORT', port: taken },
  ]
  await expect(checkPorts(HOST, ports)).rejects.toThrow(
    `Port ${taken} is taken (API). Stop what uses it, or choose another: API_PORT=${taken + 1} npm start\n` +
      `Port ${taken} is taken (media edge). Stop what uses it, or choose another: EDGE_PORT=${taken + 1} npm start`,
  )
})

test('free ports pass and stay free', async () => {
  const port = await freePort(HOST)
  await checkPorts(HOST, [{ role: 'API', variable: 'API_PORT', port }])
  await checkPorts(HOST, [{ role: 'API', variable: 'API_PORT', port }])
})

test('an address of another machine is named', async () => {
  const ports = [{ role: 'API', variable: 'API_PORT', port: 8000 }]
  await expect(checkPorts('192.0.2.1', ports)).rejects.toThrow('HOST=192.0.2.1')
})
