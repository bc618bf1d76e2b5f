import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { signPictureToken, signStreamToken } from '@better-and-bliss/stream-token/node'

export const NOW_SECONDS = 1_763_600_000
export const CONTENT = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'
export const OTHER_CONTENT = '9a0b1c2d-3e4f-4a5b-9c6d-7e8f90a1b2c3'
export const SESSION = '7c6b5a49-3827-4615-9403-f2e1d0c9b8a7'
export const MEMBER = '1e7d3c5b-9f80-4a1b-8c2d-3e4f5a6b7c8d'
export const KEYS = { current: 'a secret of at least thirty-two characters, one' }
export const MAX_TTL_SECONDS = { stream: 7200, pictures: 90_000 }

const member = {
  contentId: CONTENT,
  userId: MEMBER,
  expiresAtSeconds: NOW_SECONDS + 7200,
}

export function streamToken(changes: Partial<Parameters<typeof signStreamToken>[0]> = {}): string {
  return signStreamToken({ ...member, maxHeight: 1080, sessionId: SESSION, ...changes }, KEYS)
}

export function pictureToken(changes: Partial<Parameters<typeof signPictureToken>[0]> = {}): string {
  return signPictureToken({ ...member, ...changes }, KEYS)
}

/** The specification's own token, as any client of it would make one. */
export function specifiedToken(): string {
  return streamToken().slice(0, streamToken().indexOf('&q='))
}

/** A store on disk below the system's temporary folder, removed at the end of the block. */
export function mediaFolder(files: Record<string, string | Buffer>) {
  const root = mkdtempSync(join(tmpdir(), 'edge-'))
  const write = (key: string, bytes: string | Buffer) => {
    mkdirSync(dirname(join(root, key)), { recursive: true })
    writeFileSync(join(root, key), bytes)
  }
  for (const [key, bytes] of Object.entries(files)) write(key, bytes)
  return { root, write, [Symbol.dispose]: () => rmSync(root, { recursive: true }) }
}
