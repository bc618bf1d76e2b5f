import type { Values, VariableName } from './variables.ts'

/** Variables by their raw names. */
export type RawVariables = Readonly<Record<string, string | undefined>>

/** What settings need of the machine. */
export interface Machine {
  variables: RawVariables
  /** Makes a path absolute that may be relative to the current folder. */
  resolvePath: (path: string) => string
  /** Variables that are set, but could not be had, and why; whole sentences. */
  unread?: ReadonlyMap<string, string | readonly string[]>
  /** Asks again for a secret that came from elsewhere than the environment. */
  readAgain?: (name: VariableName) => Promise<string | undefined>
}

/** Variables that make one typed value together. */
export interface Group<Value> {
  names: readonly VariableName[]
  /** @throws Incomplete when something is set by half. */
  read: (set: Values, machine: Machine) => Value
}

/** Thrown by a group for what is missing or contradicts itself; one sentence each. */
export class Incomplete extends Error {
  override readonly name = 'Incomplete'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

type Read<Name extends VariableName, Value> = (set: Values<Name>, machine: Machine) => Value

export function group<const Name extends VariableName, Value>(
  names: readonly Name[],
  read: Read<Name, Value>,
): Group<Value> {
  return { names, read }
}

/**
 * The values of variables that have to be set.
 *
 * @param feature what needs them beside what is set already; without it the role cannot do without them.
 * @throws Incomplete that names each that is missing.
 */
export function required<Given extends Partial<Values>, const Name extends keyof Given & VariableName>(
  set: Given,
  names: readonly Name[],
  feature?: string,
): { [N in Name]-?: NonNullable<Given[N]> } {
  const missing = names.filter((name) => set[name] === undefined)
  if (missing.length > 0) {
    throw new Incomplete(
      missing.map((name) => (feature ? `${name} is missing: ${feature} needs it` : `${name} is required`)),
    )
  }
  return set as unknown as { [N in Name]-?: NonNullable<Given[N]> }
}

/** @throws Incomplete that names what is set of `names` to no end, and what to do. */
export function refuseStray<Given extends Partial<Values>>(
  set: Given,
  names: readonly (keyof Given & VariableName)[],
  instead: string,
): void {
  const stray = names.filter((name) => set[name] !== undefined)
  if (stray.length > 0) throw new Incomplete([`${stray.join(', ')}: ${instead}`])
}
