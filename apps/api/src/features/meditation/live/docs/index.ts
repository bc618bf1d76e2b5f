import { readFileSync } from 'node:fs'
import type { App } from '../../../../http/app.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { type SocketPaths, socketPage } from './page.ts'

const STYLE = readFileSync(new URL('./socket.css', import.meta.url))

/** The documents of the sockets: a page for people at /api/docs/socket, AsyncAPI for programs at /api/docs/socket.json. */
export function socketDocs(app: App, about: SocketPaths & { version: string }): void {
  const page = socketPage(about)
  const document = JSON.stringify(asyncApiDocument(about))
  serve('/api/docs/socket', 'text/html; charset=utf-8', page)
  serve('/api/docs/socket.css', 'text/css; charset=utf-8', STYLE)
  serve('/api/docs/socket.json', 'application/json; charset=utf-8', document)

  function serve(url: string, type: string, body: string | Buffer): void {
    const options = { schema: { hide: true }, config: { access: 'public' as const } }
    app.get(url, options, async (_request, reply) => reply.type(type).serializer(String).send(body))
  }
}
