import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from './context.ts'

/** Does something in a folder of its own that is gone afterwards; a Ctrl-C ends it in order. */
export async function withTask(name: string, task: (context: Context) => Promise<void>): Promise<void> {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => stopping.abort(new Error('It was stopped')))
  }
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), `better-and-bliss-${name}-`))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o711)
  const say = (line: string) => console.error(`${name}: ${line}`)
  try {
    await task({ folder, seconds: 3, rounds: 1, mails: 0, signal: stopping.signal, say })
  } catch (error) {
    process.exitCode = 1
    console.error(stopping.signal.aborted ? 'Stopped.' : error)
  }
}
