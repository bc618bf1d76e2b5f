import { openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { followFile } from './follow.ts'
import { isErrno } from './json-file.ts'
import { logFile } from './log-file.ts'
import { ROLES, type Role } from './roles.ts'

/** Where the processes of a role write. */
export interface RoleLog {
  /**
   * For their standard output: the file itself, not a pipe to us. A process never waits for us to read, can say its last
   * words when we were killed, and ordinary lines cost us nothing but a glance.
   */
  descriptor: number
  /** For their standard error. */
  keep: (stderr: Readable) => void
}

/** What deserves a look, by pino's numbers and by their names. */
const LEVELS: Record<string, string> = {
  40: 'warning',
  50: 'error',
  60: 'fatal',
  warn: 'warning',
  error: 'error',
  fatal: 'fatal',
}
const QUIET = /^\{"level":([123]0|"info"|"debug"),/

export async function openRoleLogs(dataDir: string, show: (line: string) => void): Promise<Record<Role, RoleLog>> {
  const open = async (role: Role) => [role, await openRoleLog(dataDir, role, show)] as const
  return Object.fromEntries(await Promise.all(ROLES.map(open))) as Record<Role, RoleLog>
}

/**
 * Keeps all that a role writes in `logs/<role>.log`, and shows what deserves a look, with the role's name in front:
 * warnings and errors of its structured log, and everything unstructured on its standard error.
 */
async function openRoleLog(dataDir: string, role: Role, show: (line: string) => void): Promise<RoleLog> {
  const path = await logFile(dataDir, role)
  const descriptor = openSync(path, 'a', 0o600)
  await followFile(path, (line) => {
    const text = warningIn(line)
    if (text !== undefined) show(`${role}: ${text}`)
  })
  return {
    descriptor,
    keep(stderr) {
      stderr.on('data', (chunk: Buffer) => append(descriptor, chunk))
      createInterface({ input: stderr }).on('line', (line) => {
        if (line.trim() !== '' && !parse(line)) show(`${role}: ${line}`)
      })
    },
  }
}

/** What cannot be kept, since the disk is full, is still shown, and nobody stops for it. */
function append(descriptor: number, chunk: Buffer): void {
  try {
    writeSync(descriptor, chunk)
  } catch (error) {
    if (!isErrno(error, 'ENOSPC')) throw error
  }
}

/** What a line of a structured log warns of, in words; undefined for everything else. */
export function warningIn(line: string): string | undefined {
  if (QUIET.test(line)) return undefined
  const record = parse(line)
  const level = record && LEVELS[String(record.level)]
  return level && [level, record.msg, causeOf(record.err)].filter(Boolean).join(': ')
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
