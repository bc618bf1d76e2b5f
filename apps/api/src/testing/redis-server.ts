import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePorts } from '@better-and-bliss/process/free-ports'

/** A Redis that keeps nothing on disk, and can be put through what may happen to one. */
export interface RedisServer extends AsyncDisposable {
  url: string
  kill(): Promise<void>
  /** After `kill`: empty, at the same address. */
  startAgain(): Promise<void>
  /** It stays, and accepts connections, but does not answer. */
  pause(): void
  resume(): void
}

export async function startRedis(args: string[] = []): Promise<RedisServer> {
  const [port] = await freePorts(1)
  let child = await start(port, args)
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    startAgain: async () => {
      child = await start(port, args)
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: kill,
  }
}

async function start(port: number | undefined, args: string[]): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', [...settings, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Ready to accept connections')) return child
  }
  throw new Error('redis-server did not start')
}
