import { join } from 'node:path'
import { runProcess } from '@better-and-bliss/process'
import { readWebSettings } from '@better-and-bliss/settings'
import { ensureBuilt } from './build.ts'
import { buildWebServer } from './serve.ts'

const webDir = join(import.meta.dirname, '..')

await runProcess({ name: 'web app', portVariable: 'WEB_PORT' }, async ({ machine, stack }) => {
  const settings = readWebSettings(machine)
  await ensureBuilt(webDir, console.log)
  const server = await buildWebServer(join(webDir, 'dist'), settings)
  stack.defer(() => server.close())
  await server.listen({ host: settings.host, port: settings.port })
})
