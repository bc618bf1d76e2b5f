import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A web app that a newer version is released of. */
interface Release extends AsyncDisposable {
  url: string
  /** From now on the newer one is served. */
  release(): void
}

/** A worker keeps the page of its own build, for where the server is slow to answer. */
const REVISION_OF_PAGE = /("url": "index\.html",\s*"revision": ")[0-9a-f]+/

export const NEWER_ENTRY = '/assets/app-newer.js'

/** Serves what the web app at `webUrl` serves; once released, with another entry and another worker, as after another build. */
export async function serveNewVersion(webUrl: string): Promise<Release> {
  const page = await (await fetch(webUrl)).text()
  const entry = [...page.matchAll(/<script type="module"[^>]* src="([^"]+)"/g)].at(-1)?.[1]
  if (!entry) throw new Error('The page names no entry')
  let isReleased = false

  async function answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const isNewer = url === NEWER_ENTRY
    const { status, headers, body } = await fetched(webUrl + (isNewer ? entry : url))
    response.writeHead(status, headers)
    if (isNewer) response.end(`import '${entry}'`)
    else if (isReleased && url === '/sw.js') response.end(body.toString().replace(REVISION_OF_PAGE, '$1newer'))
    else if (isReleased && headers['content-type'].startsWith('text/html'))
      response.end(body.toString().replace(`src="${entry}"`, `src="${NEWER_ENTRY}"`))
    else response.end(body)
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
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, headers: { 'content-type': type, 'cache-control': 'no-cache' }, body }
}
