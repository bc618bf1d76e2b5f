import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { TEST_KEYS } from './test-keys.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** An API in a process of its own. */
export interface ApiProcess extends AsyncDisposable {
  url: string
}

/** @param folder of its data, which is its working folder, too. */
export async function startApi(folder: string, variables: Record<string, string>): Promise<ApiProcess> {
  const [port] = await freePorts(1)
  const env = { ...TEST_KEYS, ...variables, ENVIRONMENT: 'test', DATA_DIR: folder, API_PORT: String(port) }
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  await Promise.race([once(child, 'message'), ended.then(() => Promise.reject(new Error('The API did not start')))])
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
