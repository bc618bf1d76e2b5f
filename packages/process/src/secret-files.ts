import { readFileSync } from 'node:fs'
import { type Machine, SECRET_NAMES } from '@better-and-bliss/settings'

/** Variables with the secrets that came from elsewhere, and why what did not can be had. */
export interface Sourced {
  variables: Machine['variables']
  unread: Map<string, string | readonly string[]>
  /** Asks again for what came from elsewhere, by the variable's name. */
  sources: Map<string, () => Promise<string | undefined>>
}

/**
 * Takes each secret whose variable is not set, but NAME_FILE, from that file, without the line break at its end, as containers
 * are given secrets. NAME_FILE is empty then, not gone: a process that is started with these variables would find it in `.env` again.
 */
export function withSecretsOfFiles(variables: Machine['variables']): Sourced {
  const unread: Sourced['unread'] = new Map()
  const sources: Sourced['sources'] = new Map()
  const named = SECRET_NAMES.filter((name) => variables[`${name}_FILE`])
  if (named.length === 0) return { variables, unread, sources }
  const complete = { ...variables }
  for (const name of named) {
    const path = complete[`${name}_FILE`] ?? ''
    complete[`${name}_FILE`] = ''
    if (complete[name]) {
      unread.set(name, `${name} and ${name}_FILE are both set: set one of them`)
      continue
    }
    try {
      complete[name] = contentOf(path)
      sources.set(name, async () => contentOf(path))
    } catch (error) {
      unread.set(name, `${name}_FILE: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { variables: complete, unread, sources }
}

function contentOf(path: string): string {
  const content = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  if (content === '') throw new Error(`${path} is empty`)
  return content
}
