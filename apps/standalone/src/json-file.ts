import { randomUUID } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { CannotStart } from '@better-and-bliss/process'
import type { z } from 'zod'

/**
 * Reads a small JSON file of ours.
 *
 * @returns undefined where there is none.
 * @throws CannotStart when it does not hold what the schema asks for; `remedy` tells the reader what to do then.
 */
export async function readJson<Value>(
  path: string,
  schema: z.ZodType<Value>,
  remedy: string,
): Promise<Value | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
  const parsed = schema.safeParse(parse(text))
  if (!parsed.success) throw new CannotStart(`${path} is damaged. ${remedy}`)
  return parsed.data
}

/** Writes the whole file or nothing, readable by its owner only, and on the disk when this returns. */
export async function writePrivateJson(path: string, value: unknown): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.new`
  const file = await open(unfinished, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(value, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
}

/** Whether a failed system call failed for this reason. */
export function isErrno(error: unknown, ...codes: string[]): error is Error {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
