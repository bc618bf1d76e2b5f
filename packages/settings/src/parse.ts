import type { z } from 'zod'
import { productionProblems, type RawSettings } from './production.ts'

/** Everything that is wrong with the settings, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The settings do not work:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/**
 * The variables of a process, by their raw names. A `.env` file in the current folder is loaded first and never overrides
 * what is set already; a process that is started by another of ours (over IPC) has been given what it may see.
 */
export function rawSettings(machine: Pick<NodeJS.Process, 'env' | 'loadEnvFile' | 'connected'>): RawSettings {
  try {
    if (!machine.connected) machine.loadEnvFile('.env')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return machine.env
}

/**
 * Parses what a role reads; an empty value counts as not set. In production it is held against the rules as well, as far
 * as they speak of variables that the role reads.
 *
 * @param unruled variables that the rules do not concern in this role.
 * @throws ConfigError with every problem at once.
 */
export function parseSettings<Schema extends z.ZodObject>(
  schema: Schema,
  raw: RawSettings,
  unruled: string[] = [],
): z.infer<Schema> {
  const set = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  const problems = parsed.error?.issues.map(({ path, message }) => describe(String(path[0]), message, set)) ?? []
  if (set.ENVIRONMENT === 'production') {
    const read = new Set(Object.keys(schema.shape).filter((name) => !unruled.includes(name)))
    for (const { names, text } of productionProblems(set)) {
      if (names.some((name) => read.has(name))) problems.push(text)
    }
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return parsed.data
}

function describe(name: string, message: string, set: RawSettings): string {
  return set[name] === undefined ? `${name} is required` : `${name}: ${message}`
}
