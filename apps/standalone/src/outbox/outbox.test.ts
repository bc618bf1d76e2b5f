import { once } from 'node:events'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { takeOutboxPort } from './address.ts'
import { outboxServer } from './server.ts'

const OLDER = '1'.repeat(32)
const NEWER = '2'.repeat(32)

const mailOf = (subject: string, html = '<p>Hello</p>') =>
  [
    'From: Better & Bliss <studio@example.org>',
    'To: ada@example.com',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=x',
    '',
    '--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nYour code: 271828\r\nGo to https://app.example.org/sign-in',
    `--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`,
    '--x--',
    '',
  ].join('\r\n')

/** Opens the outbox of a folder that holds these files, oldest first. */
async function open(files: Record<string, string>) {
  await using stack = new AsyncDisposableStack()
  const { path } = stack.use(await temporaryFolder())
  const folder = join(path, 'outbox')
  if (Object.keys(files).length > 0) await mkdir(folder)
  for (const [index, [name, content]] of Object.entries(files).entries()) {
    await writeFile(join(folder, name), content)
    await utimes(join(folder, name), 1_000 + index, 1_000 + index)
  }
  const server = await outboxServer(folder)
  stack.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const ask = async (url: string, { host = `localhost:${port}`, method = 'GET' } = {}) => {
    const sent = request({ port, path: url, method, headers: { host }, agent: false }).end()
    const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage]
    return { status: response.statusCode, headers: response.headers, body: await text(response) }
  }
  const opened = stack.move()
  return { folder, ask, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

describe('the page of the outbox', () => {
  test('lists the mails, newest first, and looks again by itself', async () => {
    await using outbox = await open({
      [`${OLDER}.eml`]: mailOf('First'),
      [`${NEWER}.eml`]: mailOf('=?utf-8?Q?Gr=C3=BC=C3=9Fe?='),
    })
    const { status, body } = await outbox.ask('/')
    expect(status).toBe(200)
    expect(body.indexOf('Grüße')).toBeGreaterThan(0)
    expect(body.indexOf('First')).toBeGreaterThan(body.indexOf('Grüße'))
    expect(body).toContain('ada@example.com')
    expect(body).toContain('http-equiv="refresh"')
    await writeFile(join(outbox.folder, `${'3'.repeat(32)}.eml`), mailOf('Third'))
    expect((await outbox.ask('/')).body).toContain('Third')
  })

  test('says what will come here while there is nothing, even no folder', async () => {
    await using outbox = await open({})
    expect((await outbox.ask('/')).body).toContain('No mail yet.')
  })

  test('shows a mail as HTML, as text with its links, and as it would have left', async () => {
    await using outbox = await open({ [`${NEWER}.eml`]: mailOf('Your code') })
    const { body } = await outbox.ask(`/mails/${NEWER}`)
    expect(body).toContain('Your code: 271828')
    expect(body).toContain('<a href="https://app.example.org/sign-in" rel="noreferrer">')
    expect(body).toContain(`src="/mails/${NEWER}/html" sandbox=""`)
    expect((await outbox.ask(`/mails/${NEWER}/html`)).body).toContain('<p>Hello</p>')
    const raw = await outbox.ask(`/mails/${NEWER}/raw`)
    expect(raw.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(raw.body).toBe(mailOf('Your code'))
  })

  test('lets a mail do nothing but be looked at', async () => {
    const hostile = '<script>alert(1)</script>'
    await using outbox = await open({ [`${NEWER}.eml`]: mailOf(hostile, hostile) })
    for (const url of ['/', `/mails/${NEWER}`]) {
      const { body, headers } = await outbox.ask(url)
      expect(body).not.toContain('<script')
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'; frame-src 'self';/)
      expect(headers['x-frame-options']).toBe('DENY')
    }
    const { headers } = await outbox.ask(`/mails/${NEWER}/html`)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; sandbox;/)
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  })

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80'])(
    'answers nobody who calls it %j: a page elsewhere could read codes',
    async (host) => {
      await using outbox = await open({ [`${NEWER}.eml`]: mailOf('Your code') })
      const { status, body } = await outbox.ask(`/mails/${NEWER}`, { host })
      expect(status).toBe(403)
      expect(body).not.toContain('271828')
    },
  )

  test.each(['/mails/x', `/mails/${OLDER}`, `/mails/${NEWER}/other`, '/mails/../secrets.json', '/%2e%2e/secrets.json'])(
    '404: %s',
    async (url) => {
      await using outbox = await open({ [`${NEWER}.eml`]: mailOf('Hi'), 'secrets.eml': mailOf('Secret') })
      expect((await outbox.ask(url)).status).toBe(404)
      expect((await outbox.ask('/')).body).not.toContain('Secret')
    },
  )

  test('can only be read', async () => {
    await using outbox = await open({})
    expect((await outbox.ask('/', { method: 'DELETE' })).status).toBe(405)
    expect((await outbox.ask('/', { method: 'HEAD' })).body).toBe('')
  })
})

describe('the port of the outbox', () => {
  const portWith = (variables: Record<string, string>) =>
    takeOutboxPort(readConfig({ variables, resolvePath: (path) => path }))
  const SMTP = { SMTP_URL: 'smtp://mail.example.org', FROM_EMAIL: 'studio@example.org' }

  test('is there where mail stays, and nowhere else', async () => {
    expect(await portWith({})).toBeGreaterThan(0)
    expect(await portWith(SMTP)).toBeNull()
    const config = { ...readConfig({ variables: {}, resolvePath: (path) => path }), environment: 'production' } as const
    expect(await takeOutboxPort(config)).toBeNull()
  })

  test('is another one where the usual one is taken, but for somebody who chose it', async () => {
    await using server = createServer().listen({ host: '127.0.0.1', port: 0 })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await expect(portWith({ OUTBOX_PORT: String(port) })).rejects.toThrow(
      /^Port \d+ is taken \(outbox\)\..* OUTBOX_PORT=/,
    )
    expect(await portWith({ API_PORT: '8025' })).not.toBe(8025)
  })
})
