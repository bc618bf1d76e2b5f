import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web app that a newer version is released of. */
interface Release extends AsyncDisposable {
  url: string
  /** From now on the newer one is served. */
  release(): void
}

export const NEWER_ENTRY = 'index-newer.js'
const TEXT = /^(text|application)\/(html|javascript)/

/** Serves what the web app at `webUrl` serves; once released, the same with its entry by another name, as after another build. */
export async function serveNewVersion(webUrl: string): Promise<Release> {
  const page = await (await fetch(webUrl)).text()
  const entry = /\/assets\/(index-[\w-]+\.js)/.exec(page)?.[1]
  if (!entry) throw new Error('The page names no entry')
  let isReleased = false

  async function answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body } = await fetched(webUrl + url.replace(NEWER_ENTRY, entry ?? ''))
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' })
    const isOther = isReleased && TEXT.test(type)
    response.end(isOther ? body.toString().replaceAll(entry ?? '', NEWER_ENTRY) : body)
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    release: () => {
      isReleased = true
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

async function fetched(url: string) {
  const answer = await fetch(url)
  const body = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body }
}
