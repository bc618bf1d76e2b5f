import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from './environment.ts'
import type { Installation, Ports } from './ours.ts'
import { Missing, type Peer } from './peers.ts'
import { run, startOurs } from './process.ts'

const NEEDED = ['/usr/sbin/nginx', '/usr/lib/nginx/modules/ngx_http_js_module.so']

/** Our edge in nginx, over the media of an installation, on the port of the edge. @throws Missing */
export async function startEdgeInNginx(installation: Installation, databaseUrl: string, ports: Ports): Promise<Peer> {
  if (!NEEDED.every((file) => existsSync(file)))
    throw new Missing('Our edge in nginx is left out: apt-get install nginx-light libnginx-mod-http-js')
  const script = (name: string) => fileURLToPath(import.meta.resolve(`@better-and-bliss/edge/${name}`))
  await run(process.execPath, [script('build'), 'nginx'], cleanEnvironment())
  const env = {
    ...installation.environmentFor('edge', databaseUrl, ports),
    MEDIA_DIR: join(installation.folder, 'media'),
    // What an edge keeps is its own.
    DATA_DIR: join(installation.folder, 'nginx-edge'),
  }
  const program = { name: `nginx-edge-${ports.edge}`, args: [script('nginx')], env, folder: installation.folder }
  return { ...(await startOurs(program)), baseUrl: `http://127.0.0.1:${ports.edge}` }
}
