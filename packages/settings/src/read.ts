import { type Group, Incomplete, type Machine } from './group.ts'
import { productionProblems } from './production.ts'
import { type Values, type VariableName, variables } from './variables.ts'

/** Everything that is wrong with the settings, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The settings do not work:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

type Groups = Readonly<Record<string, Group<unknown>>>
/** What groups come to, by their names. */
export type Settings<G extends Groups> = { [Name in keyof G]: ReturnType<G[Name]['read']> }

/**
 * A role's reader: the groups that it works with, typed. In production they are held against the rules as well, as far as
 * these speak of variables that the role reads.
 *
 * @param unruled variables that the rules do not concern in this role.
 */
export function readerOf<G extends Groups>(groups: G, unruled: VariableName[] = []): (machine: Machine) => Settings<G> {
  return (machine) => readGroups(groups, unruled, machine)
}

/** @throws ConfigError with every problem at once. */
function readGroups<G extends Groups>(groups: G, unruled: VariableName[], machine: Machine): Settings<G> {
  const set = Object.fromEntries(Object.entries(machine.variables).filter(([, value]) => value !== ''))
  const names = [...new Set(Object.values(groups).flatMap((group) => group.names))]
  const parsed = names.map((name) => ({ name, result: variables[name].safeParse(set[name]) }))
  const problems = parsed.flatMap(
    ({ name, result }) => result.error?.issues.map(({ message }) => `${name}: ${message}`) ?? [],
  )
  const unread = machine.unread ?? new Map<string, string | readonly string[]>()
  problems.push(...names.flatMap((name) => unread.get(name) ?? []))
  const values = Object.fromEntries(parsed.map(({ name, result }) => [name, result.data])) as unknown as Values
  const wrong = new Set(
    parsed.filter(({ name, result }) => !result.success || unread.has(name)).map(({ name }) => name),
  )
  const settings: Record<string, unknown> = {}
  for (const [key, group] of Object.entries(groups)) {
    if (group.names.some((name) => wrong.has(name))) continue
    try {
      settings[key] = group.read(values, machine)
    } catch (error) {
      if (!(error instanceof Incomplete)) throw error
      problems.push(...error.problems)
    }
  }
  if (set.ENVIRONMENT === 'production') {
    const read = new Set<string>(names.filter((name) => !unruled.includes(name)))
    for (const rule of productionProblems(set)) if (rule.names.some((name) => read.has(name))) problems.push(rule.text)
  }
  if (problems.length > 0) throw new ConfigError([...new Set(problems)])
  return settings as Settings<G>
}
