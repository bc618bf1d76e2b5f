import { resolve } from 'node:path'
import type { Machine } from '@better-and-bliss/settings'
import { withSecretsOfFiles } from './secret-files.ts'

/**
 * What the settings of this process are read from. A `.env` file in the current folder is loaded first and never overrides
 * what is set already, and secrets may stand in files; a process that is started by another of ours (over IPC) has been given what it may see.
 */
export function machineOf(source: Pick<NodeJS.Process, 'env' | 'loadEnvFile' | 'connected'> = process): Machine {
  try {
    if (!source.connected) source.loadEnvFile('.env')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return { ...withSecretsOfFiles(source.env), resolvePath: (path) => resolve(path) }
}

/** Sets variables that libraries read, whatever they are set to. */
export function setVariables(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values)
}

/** A file that somebody names on the command line: npm runs us elsewhere than where it was called. */
export function namedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}
