import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ComposeMime, type Mailer, MailRefused } from '../../../ports/mailer.ts'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'

/** Mails of a developer's many afternoons. */
const MOST_FILES = 500

/**
 * Keeps mails as files in a folder, `.eml` as mail programs read them, newest by their time. A message that is sent again
 * replaces itself. Only the owner reads them: they hold codes.
 */
export function outboxMailer({ folder, composeMime }: { folder: string; composeMime: ComposeMime }): Mailer {
  return {
    send: async (message, signal) => {
      const mime = await composeMime(message)
      signal.throwIfAborted()
      const name = `${createHash('sha256').update(message.messageId).digest('hex').slice(0, 32)}.eml`
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await write(join(folder, name), mime)
        await forgetOldest(folder)
      } catch (cause) {
        const words = resourceUnavailable(cause)?.message ?? `The mail could not be kept in ${folder}.`
        throw new MailRefused(words, { tryAgain: 'later', cause })
      }
      return name
    },
  }
}

/** The whole file or nothing, on the disk when this returns. */
async function write(path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.new`
  const file = await open(unfinished, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
}

async function forgetOldest(folder: string): Promise<void> {
  const names = await readdir(folder)
  if (names.length <= MOST_FILES) return
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), atMs: (await stat(join(folder, name))).mtimeMs })),
  )
  const old = files.toSorted((a, b) => b.atMs - a.atMs).slice(MOST_FILES)
  await Promise.all(old.map(({ path }) => rm(path, { force: true })))
}
