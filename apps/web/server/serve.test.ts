import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWebServer } from './serve.ts'

const SCRIPT = 'console.log("breathe")'

const WORKER = 'precache([{url:"assets/a.js",revision:null},{url:"index.html",revision:"of the build"}])'

const SETTINGS = {
  frontendUrl: 'http://localhost:5173',
  backendUrl: 'https://api.example.com',
  edgeUrl: 'https://edge.example.com',
  supportEmail: null,
  showsViewCounts: false,
  loadsCaptcha: false,
}

let dist: string
let server: FastifyInstance

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'web-dist-'))
  await mkdir(join(dist, 'assets'))
  await writeFile(
    join(dist, 'index.html'),
    '<html lang="en"><head><!--settings--><title>Better &amp; Bliss</title></head><body>app</body>',
  )
  await writeFile(join(dist, '.stamp'), 'digest')
  await writeFile(join(dist, 'scheme.js'), SCRIPT)
  await writeFile(join(dist, 'sw.js'), WORKER)
  await writeFile(join(dist, 'manifest.webmanifest'), '{}')
  await writeFile(join(dist, 'assets/index-abc.js'), SCRIPT)
  await writeFile(join(dist, 'assets/index-abc.js.br'), brotliCompressSync(SCRIPT))
  await writeFile(join(dist, 'assets/index-abc.js.gz'), gzipSync(SCRIPT))
  server = await buildWebServer(dist, SETTINGS)
})

afterAll(async () => {
  await server.close()
  await rm(dist, { recursive: true })
})

describe('the page', () => {
  test('says which language it begins in: the one that is asked for first of those that there are', async () => {
    const language = 'fr, de-CH;q=0.9, en;q=0.8'
    const answer = await server.inject({ url: '/', headers: { host: 'localhost:5173', 'accept-language': language } })
    expect(answer.body).toContain('<html lang="de" dir="ltr">')
    expect(answer.headers.vary).toContain('accept-language')
    const other = await server.inject({ url: '/', headers: { host: 'localhost:5173', 'accept-language': 'fr' } })
    expect(other.body).toContain('<html lang="en" dir="ltr">')
  })

  test.each(['/', '/browse?category=sleep', '/content/rain', '/index.html'])(
    'is what %s answers, never kept without asking again',
    async (url) => {
      const answer = await server.inject({ url, headers: { host: 'localhost:5173' } })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.headers['cache-control']).toBe('no-cache')
      expect(answer.body).toContain('<meta name="api-url" content="https://api.example.com" />')
    },
  )

  test('of an item that everybody may see says what it is, and is whole where the API is silent', async () => {
    const api = createServer((_request, response) =>
      response.end(JSON.stringify({ title: 'Rain', description: null, picture_path: null })),
    )
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
    const backendUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
    const shared = await buildWebServer(dist, { ...SETTINGS, backendUrl })
    const open = async () =>
      (await shared.inject({ url: `/content/${randomUUID()}`, headers: { host: 'localhost:5173' } })).body
    expect(await open()).toContain('<meta property="og:title" content="Rain" />')
    api.closeAllConnections()
    await new Promise((resolve) => api.close(resolve))
    const silent = await open()
    expect(silent).not.toContain('og:title')
    expect(silent).toContain('api-url')
    await shared.close()
  })

  test('answers HEAD like GET', async () => {
    const answer = await server.inject({ method: 'HEAD', url: '/browse', headers: { host: 'localhost:5173' } })
    expect(answer.statusCode).toBe(200)
  })

  test('asked for by another name of this machine leads to the name that the API knows', async () => {
    const answer = await server.inject({ url: '/browse?category=sleep', headers: { host: '127.0.0.1:5173' } })
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toBe('http://localhost:5173/browse?category=sleep')
  })

  test('asked for by a name that only a proxy in front may know is sent', async () => {
    expect((await server.inject({ url: '/', headers: { host: 'web.internal:8443' } })).statusCode).toBe(200)
  })

  test('is not what a program gets that posts', async () => {
    expect((await server.inject({ method: 'POST', url: '/browse' })).statusCode).toBe(404)
  })
})

describe('files', () => {
  test('with a hash in their name are kept for good, others asked for again', async () => {
    const asset = await server.inject({ url: '/assets/index-abc.js' })
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(asset.headers['content-type']).toMatch(/javascript/)
    expect((await server.inject({ url: '/scheme.js' })).headers['cache-control']).toBe('no-cache')
  })

  test('of the worker are asked for again each time, and it may serve all pages', async () => {
    const worker = await server.inject({ url: '/sw.js' })
    expect(worker.headers['cache-control']).toBe('no-cache')
    expect(worker.headers['content-type']).toMatch(/javascript/)
    const manifest = await server.inject({ url: '/manifest.webmanifest' })
    expect(manifest.headers['content-type']).toMatch(/^application\/manifest\+json/)
  })

  test.each(['br', 'gzip'])('are sent as %s to who takes it', async (encoding) => {
    const answer = await server.inject({ url: '/assets/index-abc.js', headers: { 'accept-encoding': encoding } })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers.vary).toMatch(/accept-encoding/i)
  })

  test.each(['/assets/gone-123.js', '/favicon.ico', '/.stamp', '/assets/../../package.json', '/%2e%2e/package.json'])(
    'that are not ours to give are a plain 404: %s',
    async (url) => {
      const answer = await server.inject({ url })
      expect(answer.statusCode).toBe(404)
      expect(answer.body).toBe('Not found')
    },
  )
})

test.each(['/', '/assets/index-abc.js', '/missing.js'])('%s carries the security headers', async (url) => {
  const { headers } = await server.inject({ url })
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-xss-protection': '1; mode=block',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  })
  expect(headers['content-security-policy']).toContain("default-src 'self'")
})

test('other sites may show the form of the newsletter in a frame, and no other page', async () => {
  const { headers } = await server.inject({ url: '/newsletter/embed?source=blog' })
  expect(headers['x-frame-options']).toBeUndefined()
  expect(headers['content-security-policy']).toContain('frame-ancestors *')
  const other = await server.inject({ url: '/newsletter/preferences' })
  expect(other.headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

describe('what no browser asks', () => {
  test('is answered with problem details and the security headers', async () => {
    for (const url of ['/%zz', '/assets/%']) {
      const { statusCode, headers, body } = await server.inject({ url })
      expect([url, statusCode]).toEqual([url, 400])
      expect(headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-request-id': expect.any(String) })
      expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'malformed_request', detail: expect.any(String) })
    }
  })

  test('is answered the same when it is no request at all, and a slow one is cut', async () => {
    const { port } = new URL(await server.listen({ port: 0, host: '127.0.0.1' }))
    const connection = connect(Number(port), '127.0.0.1')
    connection.write('HELLO\r\n\r\n')
    const answer = await text(connection)
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('\r\nx-content-type-options: nosniff\r\n')
    expect(answer).toContain('"detail":"This is not a valid HTTP request"')
    expect(server.server).toMatchObject({ headersTimeout: 20_000, requestTimeout: 60_000 })
  })
})

describe('the service worker', () => {
  const workerOf = async (changed: Partial<typeof SETTINGS>) => {
    await using other = await buildWebServer(dist, { ...SETTINGS, ...changed })
    return (await other.inject({ url: '/sw.js', headers: { host: 'localhost:5173' } })).body
  }

  test('keeps another page once the settings or the headers of the page are others, and the same one until then', async () => {
    const before = await workerOf({})
    expect(before).toMatch(
      /^precache\(\[\{url:"assets\/a.js",revision:null\},\{url:"index.html",revision:"[0-9a-f]{32}"\}\]\)$/,
    )
    expect(await workerOf({})).toBe(before)
    expect(await workerOf({ backendUrl: 'https://moved.example.com' })).not.toBe(before)
    expect(await workerOf({ loadsCaptcha: true })).not.toBe(before)
  })
})
