import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'

/** The code of the mail to `address` that is in the outbox with these words as its subject. Waits until there is one. */
export async function codeMailedTo(dataDir: string, address: string, subject: string): Promise<string> {
  let code: string | undefined
  await expect
    .poll(
      async () => {
        const mails = await readOutbox(join(dataDir, 'outbox'))
        const mail = mails.find((text) => text.includes(`To: ${address}`) && text.includes(`Subject: ${subject}`))
        code = /^ +(\d{6})\r?$/m.exec(mail ?? '')?.[1]
        return code
      },
      { timeout: 15_000 },
    )
    .toBeDefined()
  return code ?? ''
}

async function readOutbox(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return Promise.all(
    names.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  )
}

/** A whole mail to `address` (or one that begins so) with these words, as it is in the outbox, unfolded and decoded as far as its links need it. Waits until there is one. */
export async function mailTo(dataDir: string, address: string, words = ''): Promise<string> {
  let found: string | undefined
  await expect
    .poll(
      async () => {
        const mails = await readOutbox(join(dataDir, 'outbox'))
        found = mails.find((text) => text.includes(`To: ${address}`) && text.includes(words))
        return found
      },
      { timeout: 15_000 },
    )
    .toBeDefined()
  return (found ?? '')
    .replace(/=\r?\n/g, '')
    .replaceAll('=3D', '=')
    .replace(/\r?\n[ \t]+/g, ' ')
}
