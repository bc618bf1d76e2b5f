import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { CONNECTION_LIMITS, SECURITY_HEADERS } from '@better-and-bliss/http'
import { type KeptMails, keptMails } from './kept-mails.ts'
import { listPage, mailPage, missingPage } from './pages.ts'

interface Answer {
  status: 200 | 403 | 404 | 405
  type: 'text/html' | 'text/plain' | 'text/css'
  body: string
  /** Of a mail's own HTML, which may do nothing but look. */
  policy?: string
}

/** Style sheet and frame of our own, and nothing else. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
const ADDRESS = /^\/mails\/([0-9a-f]{32})(?:\/(html|raw))?$/

/**
 * Shows the mails of a folder to the person at this machine. It answers only to the names of this machine: a page elsewhere
 * that made its own name lead here (DNS rebinding) would read codes. It listens to nothing yet.
 */
export async function outboxServer(folder: string): Promise<Server> {
  const mails = keptMails(folder)
  const css = await readFile(new URL('outbox.css', import.meta.url), 'utf8')
  return createServer(CONNECTION_LIMITS, (request, response) => {
    answerTo(request, mails, css).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        console.error(error)
        response.destroy()
      },
    )
  })
}

async function answerTo(
  { method, url = '/', headers }: IncomingMessage,
  mails: KeptMails,
  css: string,
): Promise<Answer> {
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(headers.host ?? ''))
    return { status: 403, type: 'text/plain', body: 'The outbox is opened as localhost.' }
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, type: 'text/plain', body: 'The outbox can only be read.' }
  if (url === '/') return { status: 200, type: 'text/html', body: listPage(await mails.list()) }
  if (url === '/outbox.css') return { status: 200, type: 'text/css', body: css }
  const [, id, form] = ADDRESS.exec(url) ?? []
  const mail = id ? await mails.find(id) : undefined
  if (!mail) return { status: 404, type: 'text/html', body: missingPage() }
  if (form === 'raw') return { status: 200, type: 'text/plain', body: mail.raw }
  if (form === 'html') return { status: 200, type: 'text/html', body: mail.html, policy: MAIL_POLICY }
  return { status: 200, type: 'text/html', body: mailPage(mail) }
}

function send(response: ServerResponse, { status, type, body, policy = PAGE_POLICY }: Answer): void {
  const framed = policy === MAIL_POLICY ? 'SAMEORIGIN' : 'DENY'
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-security-policy': policy,
    'x-frame-options': framed,
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
    'content-type': `${type}; charset=utf-8`,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
