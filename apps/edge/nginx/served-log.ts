import { open } from 'node:fs/promises'
import { EXPIRY_PATTERN, UUID_PATTERN } from '@better-and-bliss/stream-token'
import type { Seen } from '../src/seen.ts'

/** Where nginx writes by which tokens it served something, a line for each. */
export function servedLogIn(folder: string): string {
  return `${folder}/served.log`
}

/**
 * Notes what nginx wrote, and empties the file, so that it holds a few seconds. nginx appends, whatever the length; the line that comes
 * in between is lost, and the stream is seen by its next segment.
 *
 * @throws Error where there is no such file.
 */
export async function noteServed(path: string, note: Seen['note']): Promise<void> {
  await using file = await open(path, 'r+')
  if ((await file.stat()).size === 0) return
  for await (const line of file.readLines({ autoClose: false })) {
    const [, contentId, userId, e, sessionId] = LINE.exec(line) ?? []
    if (contentId === undefined || userId === undefined) continue
    note({ scope: 'stream', userId, sessionId: sessionId ?? null, expiresAtSeconds: Number(e) }, contentId)
  }
  await file.truncate()
}

/** As `log_format served` has it. What is no token is `-`. */
const LINE = new RegExp(`^(${UUID_PATTERN}) (${UUID_PATTERN}) (${EXPIRY_PATTERN}) (?:(${UUID_PATTERN})|-)$`)
