import { ConfigError } from '@better-and-bliss/settings'
import { CannotStart } from './cannot-start.ts'

/** How a process is called in what it says to people. */
export interface RoleName {
  /** Such as `media edge`. */
  name: string
  /** The variable that chooses its port, when it has one. */
  portVariable?: string
}

/** Why a process could not start, as the person at the terminal should read it; only what nobody expected has a stack. */
export function explain({ name, portVariable }: RoleName, error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (error instanceof CannotStart) return `The ${name} could not start: ${error.message}`
  if (!(error instanceof Error)) return `The ${name} could not start: ${String(error)}`
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE' && portVariable)
    return `Port ${port} is taken (${name}). Stop what uses it, or choose another: ${portVariable}=…`
  return `The ${name} could not start: ${error.stack ?? error.message}`
}
