import { mailsTo } from './mails.ts'
import type { TestServer } from './test-server.ts'

/** The newest code that waits to be sent to an address. */
export async function codeFor(server: Pick<TestServer, 'db'>, address: string): Promise<string> {
  const codes = (await mailsTo(server, address)).flatMap((mail) => ('code' in mail ? [mail.code] : []))
  const newest = codes.at(-1)
  if (newest === undefined) throw new Error(`No code waits to be sent to ${address}`)
  return newest
}

/** Six digits that are not `code`; another for each `offset` from 1 on. */
export function wrongCode(code: string, offset = 1): string {
  return String((Number(code) + offset) % 1_000_000).padStart(6, '0')
}
