import { spawnSync } from 'node:child_process'

/**
 * Whether tests may start a program of this machine. Where it is missing they are left out, and a line says so that nobody
 * overlooks; in CI everything must run.
 *
 * @throws Error in CI, when it is missing.
 */
export function isInstalled(program: string): boolean {
  if (!spawnSync(program, ['-v']).error) return true
  const line = `THE TESTS WITH ${program} DO NOT RUN HERE: it is not installed`
  if (process.env.CI) throw new Error(`${line}, and in CI it must be`)
  console.warn(`\n!!! ${line}.\n`)
  return false
}
