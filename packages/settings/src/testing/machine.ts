import { resolve } from 'node:path'
import type { Machine } from '../group.ts'
import { ConfigError } from '../read.ts'

export const REQUIRED = {
  DATABASE_URL: 'postgresql://bliss:database-password@db.internal:5432/bliss',
  JWT_SECRET_KEY: 'jwt-secret-of-forty-characters-and-more-1',
  STREAMING_SECRET_KEY: 'stream-secret-of-forty-characters-and-more',
}

/** A machine on which these variables are set. */
export function machineWith(variables: Machine['variables']): Machine {
  return { variables, resolvePath: (path) => resolve('/here', path) }
}

/** What a role's reader says of these variables. */
export function problemsOf(read: (machine: Machine) => unknown, variables: Machine['variables']): string[] {
  try {
    read(machineWith(variables))
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
