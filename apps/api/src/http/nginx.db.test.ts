import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { isInstalled } from '@better-and-bliss/process/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signUp } from '../testing/members.ts'
import { testServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

const GUIDE = new URL('../../../../docs/proxies.md', import.meta.url)

interface Asked {
  port: number
  /** The client's address: all of 127.0.0.0/8 is this machine's. */
  from: string
  path?: string
  headers?: Record<string, string>
}

async function ask({ port, from, path = '/', headers = {} }: Asked): Promise<IncomingMessage> {
  const request = get({ port, host: '127.0.0.1', localAddress: from, path, headers, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  return response
}

/** The API, and an nginx in front of it as the guide configures it, but for TLS. */
async function apiBehindNginx(environment: Record<string, string>) {
  const server = await testServer({ RATE_LIMIT_API: '2/1min', ...environment })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const api = new URL(await server.app.listen({ port: 0, host: '127.0.0.1' }))
  const [port = 0] = await freePorts(1)
  await startNginx(port, api.host)
  return { server, port, apiPort: Number(api.port) }
}

async function startNginx(port: number, api: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-nginx-'))
  const block = /```nginx\n(.*?)```/s.exec(await readFile(GUIDE, 'utf8'))?.[1] ?? ''
  const site = block
    .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
    .replaceAll(/^\s*ssl_.*$/gm, '')
    .replace('127.0.0.1:8000', api)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`)
  const http = `http { access_log off; ${temporary.join(' ')}\n${site} }`
  await writeFile(join(folder, 'nginx.conf'), `daemon off; pid nginx.pid; worker_processes 1; events {}\n${http}`)
  const nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(async () => {
    nginx.kill('SIGTERM')
    if (nginx.exitCode === null) await once(nginx, 'exit')
    await rm(folder, { recursive: true })
  })
  await until(() =>
    ask({ port, from: '127.0.0.1', path: '/health' }).then(
      () => true,
      () => false,
    ),
  )
}

describe.skipIf(!isInstalled('nginx'))('behind an nginx as docs/proxies.md configures it', () => {
  test('each client has limits of its own, and a forged header changes nothing', async () => {
    const { port, apiPort } = await apiBehindNginx({ TRUSTED_PROXIES: '127.0.0.1' })
    const statusOf = async (asked: Asked) => (await ask(asked)).statusCode
    const forge = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}, 127.0.0.1` })
    const statuses = []
    for (const n of [1, 2, 3]) statuses.push(await statusOf({ port, from: '127.0.0.2', headers: forge(n) }))
    expect(statuses).toEqual([200, 200, 429])
    expect(await statusOf({ port, from: '127.0.0.3' })).toBe(200)
    // Past the proxy, from an address that is none.
    const past = []
    for (const n of [1, 2, 3]) past.push(await statusOf({ port: apiPort, from: '127.0.0.4', headers: forge(n) }))
    expect(past).toEqual([200, 200, 429])
  })

  test('without TRUSTED_PROXIES everybody behind it is one client', async () => {
    const { port } = await apiBehindNginx({})
    const statuses = []
    for (const from of ['127.0.0.2', '127.0.0.3', '127.0.0.4']) statuses.push((await ask({ port, from })).statusCode)
    expect(statuses).toEqual([200, 200, 429])
  })

  test('a socket gets through: what is asked for as one is answered as one', async () => {
    const { port, server } = await apiBehindNginx({ TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT_API: '9/1min' })
    const cookie = await signUp(server, 'ada@example.com')
    const path = `/api/meditation/ws/breath?session_id=${randomUUID()}`
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    const statusWith = async (headers: Record<string, string>) =>
      (await ask({ port, from: '127.0.0.2', path, headers: { cookie, ...headers } })).statusCode
    expect(await statusWith(upgrade)).toBe(404)
    expect(await statusWith({})).toBe(426)
  })
})
