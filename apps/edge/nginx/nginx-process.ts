import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Log } from '../src/log.ts'

/** Where the nginx of this machine has its modules. @throws Error where there is no nginx. */
export async function modulesFolder(): Promise<string> {
  const { stderr } = await promisify(execFile)(NGINX, ['-V']).catch((error: unknown) => {
    throw new Error('There is no nginx here. Debian: apt-get install nginx-light libnginx-mod-http-js', {
      cause: error,
    })
  })
  const [, folder] = /--modules-path=(\S+)/.exec(stderr) ?? []
  if (folder === undefined) throw new Error('This nginx takes no modules, and so no njs')
  return folder
}

/** nginx while it runs. */
export interface RunningNginx extends AsyncDisposable {
  pid: number
  /** Rejects when it ends by itself. */
  ended: Promise<never>
}

/** Starts nginx and waits until it takes connections. Disposing ends it, and what it is sending gets a moment. @throws Error with what it said. */
export async function startNginx({
  folder,
  host,
  port,
  log,
}: {
  folder: string
  host: string
  port: number
  log: Log
}): Promise<RunningNginx> {
  // It ends with us, however we end: nobody would tell it any more what was ended.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', NGINX, '-p', folder, '-c', `${folder}/nginx.conf`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  createInterface({ input: child.stderr }).on('line', (line) => {
    said = withoutTokens(line)
    log.warn('nginx', { line: said })
  })
  const exit = once(child, 'exit')
  // Workers outlive a master that was killed, and would go on with what they know.
  child.once('exit', () => killGroup(child))
  const ended = exit.then(([code]) => {
    throw new Error(`nginx ended with ${String(code)}: ${said}`)
  })
  ended.catch(() => {})
  await Promise.race([untilListening(child, host, port), ended])
  return {
    pid: Number(child.pid),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGQUIT')
      const impatience = setTimeout(() => child.kill('SIGTERM'), GRACE_MS)
      await exit
      clearTimeout(impatience)
    },
  }
}

const NGINX = '/usr/sbin/nginx'
const GRACE_MS = 500
const POLL_MS = 20

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Requests bear tokens, and nginx tells the whole request. */
function withoutTokens(line: string): string {
  return line.replace(/\?[^\s"]*/g, '?…')
}

async function untilListening(child: ChildProcess, host: string, port: number): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, host)
    const connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (connected) return
    await delay(POLL_MS)
  }
}
