import { createServer } from 'node:http'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'

/** `@tus/server` as its readme starts it, over a folder. */
const [folder = '', port = ''] = process.argv.slice(2)
const tus = new Server({ path: '/files', datastore: new FileStore({ directory: folder }) })
createServer((request, response) => {
  if (request.url === '/') response.end()
  else void tus.handle(request, response)
}).listen(Number(port), '127.0.0.1')
