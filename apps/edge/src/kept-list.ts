import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  type Revocation,
  revocationCursorSchema,
  revocationSchema,
} from '@better-and-bliss/stream-token/revocation-feed'
import { z } from 'zod'

/** The revocation list as it was at a moment: what the edge knows when it starts while the API is away. */
export type KeptList = { asOfMs: number; cursor: string; revocations: Revocation[] }

const headSchema = z.object({ as_of_ms: z.int().min(0), cursor: revocationCursorSchema, lines: z.int().min(0) })
const lineSchema = z.array(revocationSchema)
const FACTS_A_LINE = 500

/**
 * Reads a list from disk.
 *
 * @returns null where there is none.
 * @throws Error where the file is not what `writeKeptList` writes.
 */
export async function readKeptList(path: string): Promise<KeptList | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const [first = '', ...rest] = text.trimEnd().split('\n')
  const { as_of_ms, cursor, lines } = headSchema.parse(JSON.parse(first))
  if (rest.length !== lines) throw new Error(`${path} has ${rest.length} lines of ${lines}`)
  const revocations = rest.flatMap((line) => lineSchema.parse(JSON.parse(line)))
  return { asOfMs: as_of_ms, cursor, revocations }
}

/** Writes the whole list or nothing, readable by its owner only. A long one is written in parts, between which others work. */
export async function writeKeptList(path: string, { asOfMs, cursor, revocations }: KeptList): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.${process.pid}.new`
  const file = await open(unfinished, 'w', 0o600)
  try {
    const lines = Math.ceil(revocations.length / FACTS_A_LINE)
    await file.write(`${JSON.stringify({ as_of_ms: asOfMs, cursor, lines })}\n`)
    for (let line = 0; line < lines; line++) {
      const facts = revocations.slice(line * FACTS_A_LINE, (line + 1) * FACTS_A_LINE)
      await file.write(`${JSON.stringify(facts)}\n`)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
}
