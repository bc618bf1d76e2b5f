import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@better-and-bliss/process/free-ports'
import type { Context } from './context.ts'
import { cleanEnvironment } from './environment.ts'
import { Missing, type Peer } from './peers.ts'
import { startUntilAnswers } from './process.ts'

/** `@tus/server` with its file store, in a process of its own. */
export async function startTusServer(context: Context): Promise<Peer> {
  const [port = 0] = await freePorts(1)
  const folder = await folderFor(context, 'tus-server')
  const baseUrl = `http://127.0.0.1:${port}`
  const script = fileURLToPath(new URL('tus-server.ts', import.meta.url))
  const program = { name: 'tus-server', args: [script, join(folder, 'files'), String(port)], env: cleanEnvironment() }
  return { ...(await startUntilAnswers({ ...program, folder }, [`${baseUrl}/`], context.signal)), baseUrl }
}

/** nginx that keeps what is PUT: one worker, as we have one process. @throws Missing */
export async function startDavNginx(context: Context): Promise<Peer> {
  const { stderr, error } = spawnSync('/usr/sbin/nginx', ['-V'], { encoding: 'utf8' })
  if (error || !stderr.includes('http_dav_module')) throw new Missing('nginx is left out: apt-get install nginx-light')
  const [port = 0] = await freePorts(1)
  const folder = await folderFor(context, 'nginx-dav')
  const file = join(folder, 'nginx.conf')
  await writeFile(file, configuration(folder, port))
  const baseUrl = `http://127.0.0.1:${port}`
  const program = { name: 'nginx-dav', command: '/usr/sbin/nginx', args: ['-c', file], env: cleanEnvironment(), folder }
  return { ...(await startUntilAnswers(program, [`${baseUrl}/`], context.signal)), baseUrl }
}

function configuration(folder: string, port: number): string {
  return `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; user root;
events {}
http {
  access_log off; client_max_body_size 0; client_body_temp_path ${folder}/temp; client_body_buffer_size 1m;
  server {
    listen 127.0.0.1:${port};
    location = / { return 200; }
    location /files/ { root ${folder}; dav_methods PUT DELETE; }
  }
}
`
}

async function folderFor({ folder }: Context, name: string): Promise<string> {
  const own = join(folder, name)
  await mkdir(join(own, 'files'), { recursive: true })
  return own
}
