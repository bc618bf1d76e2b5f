import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { realpath, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isErrno } from './json-file.ts'

/**
 * Takes the data folder for this process alone. The lock is a listening local socket: the kernel lets go of it when its
 * holder dies, however that happens, so that nothing stale can keep the next start out.
 *
 * @returns undefined when somebody has it.
 */
export async function lockFolder(folder: string): Promise<AsyncDisposable | undefined> {
  const path = await socketPath(folder)
  const server = createServer((visitor) => visitor.destroy()).unref()
  try {
    await once(server.listen({ path }), 'listening')
  } catch (error) {
    if (!isErrno(error, 'EADDRINUSE')) throw error
    if (isKernelName(path) || (await isHeld(path))) return undefined
    await rm(path)
    return lockFolder(folder)
  }
  return {
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

/** Whether a process holds the folder now. */
export async function isLocked(folder: string): Promise<boolean> {
  return isHeld(await socketPath(folder))
}

async function isHeld(path: string): Promise<boolean> {
  const visit = connect({ path })
  try {
    await once(visit, 'connect')
    return true
  } catch {
    return false
  } finally {
    visit.destroy()
  }
}

async function socketPath(folder: string): Promise<string> {
  const name = `better-and-bliss-${createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 16)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

/** Linux's abstract names and Windows' pipes are no files: they end with their process. */
function isKernelName(path: string): boolean {
  return path.startsWith('\0') || path.startsWith('\\\\')
}
