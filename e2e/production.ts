import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@better-and-bliss/process/free-ports'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const HOSTS = { api: 'api.studio.test', web: 'studio.test', edge: 'media.studio.test' }

/** API, web app and perhaps an edge as production runs them, on the database and the media of a started system, whose worker sends the mails. */
export interface Production extends AsyncDisposable {
  webUrl: string
  /** Stands for the proxy that speaks TLS: what the page asks of the public addresses goes to the processes. */
  serve(page: Page): Promise<void>
}

/** @param more variables beside those that production needs, and whether there is an edge, too. */
export async function startProduction(
  dataDir: string,
  { chosen = {}, hasEdge = false }: { chosen?: Record<string, string>; hasEdge?: boolean } = {},
): Promise<Production> {
  const [api = 0, web = 0, edge = 0] = await freePorts(3)
  const ports = { API_PORT: `${api}`, WEB_PORT: `${web}`, EDGE_PORT: `${edge}` }
  const env = { ...process.env, ...(await settingsOf(dataDir)), ...ports, ...chosen }
  const start = (entry: string, own: Record<string, string> = {}) =>
    spawn('node', ['scripts/run.mjs', entry], {
      cwd: root,
      env: { ...env, ...own },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const processes = [start('apps/api/src/main.ts'), start('apps/web/server/main.ts')]
  const addresses = [`${api}/health`, `${web}/`]
  if (hasEdge) {
    // It asks the API over a network of its own, and keeps what it is told.
    const own = { BACKEND_URL: `http://127.0.0.1:${api}`, DATA_DIR: join(dataDir, 'production-edge') }
    processes.push(start('apps/edge/src/main.ts', own))
    addresses.push(`${edge}/health`)
  }
  await Promise.all(addresses.map((address) => answers(`http://127.0.0.1:${address}`)))
  return {
    webUrl: `https://${HOSTS.web}`,
    serve: async (page) => {
      await forward(page, HOSTS.api, api)
      await forward(page, HOSTS.web, web)
      if (hasEdge) await forward(page, HOSTS.edge, edge)
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(processes.map(end))
    },
  }
}

async function settingsOf(dataDir: string): Promise<Record<string, string>> {
  const read = async (name: string) => JSON.parse(await readFile(join(dataDir, name), 'utf8'))
  const [{ databaseUrl }, secrets] = await Promise.all([read('runtime.json'), read('secrets.json')])
  return {
    ENVIRONMENT: 'production',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    DATABASE_URL: databaseUrl,
    JWT_SECRET_KEY: secrets.jwtSecretKey,
    STREAMING_SECRET_KEY: secrets.streamingSecretKey,
    FRONTEND_URL: `https://${HOSTS.web}`,
    BACKEND_URL: `https://${HOSTS.api}`,
    EDGE_URL: `https://${HOSTS.edge}`,
    DATA_DIR: dataDir,
    MEDIA_DIR: join(dataDir, 'media'),
    // Nothing is sent from here.
    FROM_EMAIL: 'care@studio.test',
    SMTP_URL: 'smtp://127.0.0.1:2525',
  }
}

async function forward(page: Page, host: string, port: number): Promise<void> {
  await page.route(`https://${host}/**`, async (route) => {
    const request = route.request()
    const { pathname, search } = new URL(request.url())
    const answer = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
      method: request.method(),
      headers: await request.allHeaders(),
      body: request.postData(),
      redirect: 'manual',
    }).catch(() => null)
    // The page goes on asking when the test, and with it the process, has ended.
    if (!answer) return route.abort()
    const headers = Object.fromEntries(answer.headers)
    // fetch has undone it.
    delete headers['content-encoding']
    await route.fulfill({
      status: answer.status,
      headers: { ...headers, 'set-cookie': answer.headers.getSetCookie().join('\n') },
      body: Buffer.from(await answer.arrayBuffer()),
    })
  })
}

async function answers(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(url).catch(() => null))?.ok, { timeout: 45_000 }).toBe(true)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
