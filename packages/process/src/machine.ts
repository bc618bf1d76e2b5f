import { resolve } from 'node:path'
import type { Machine } from '@better-and-bliss/settings'
import { type Sourced, withSecretsOfFiles } from './secret-files.ts'
import { withSecretsOfManager } from './secrets-manager.ts'

type Source = Pick<NodeJS.Process, 'env' | 'loadEnvFile' | 'connected'>

/**
 * What the settings of this process are read from. A `.env` file in the current folder is loaded first and never overrides
 * what is set already, and secrets may stand in files or in AWS Secrets Manager; a process that is started by another of ours
 * (over IPC) has been given what it may see.
 */
export async function machineOf(source: Source = process): Promise<Machine> {
  return toMachine(await withSecretsOfManager(here(source)))
}

/** The same without the secrets of AWS Secrets Manager, for whoever may load nothing that asks there. */
export function machineBeforeSecrets(source: Source = process): Machine {
  return toMachine(here(source))
}

function here(source: Source): Sourced {
  try {
    if (!source.connected) source.loadEnvFile('.env')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return withSecretsOfFiles(source.env)
}

function toMachine({ variables, unread, sources }: Sourced): Machine {
  return { variables, unread, readAgain: async (name) => sources.get(name)?.(), resolvePath: (path) => resolve(path) }
}

/** Sets variables that libraries read, whatever they are set to. */
export function setVariables(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values)
}

/** A file that somebody names on the command line: npm runs us elsewhere than where it was called. */
export function namedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}
