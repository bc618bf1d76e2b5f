import { readFile } from 'node:fs/promises'
import { CannotStart, namedPath } from '@better-and-bliss/process'

const FEWEST = 12

/** The first line of a file. @throws CannotStart when it is too short to protect anything. */
export async function readPassphrase(path: string | undefined): Promise<string | null> {
  if (path === undefined) return null
  const [passphrase = ''] = (await readFile(namedPath(path), 'utf8')).split(/\r?\n/)
  if (passphrase.length >= FEWEST) return passphrase
  throw new CannotStart(`The first line of ${path} has to have at least ${FEWEST} characters: it is the passphrase.`)
}
