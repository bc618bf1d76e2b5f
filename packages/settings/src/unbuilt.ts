import { z } from 'zod'
import type { RawVariables } from './group.ts'
import { type Values, type VariableName, variables } from './variables.ts'

interface Unbuilt {
  /** Choices of groups that cannot be made yet. */
  kinds: string[]
  variables: VariableName[]
  /** Those by which protection is asked for: to start in production without it would be to pretend. */
  protecting?: VariableName[]
}

/**
 * Features of which only the settings exist. They are read and checked; a start-up line names those that are set, and
 * production refuses what would protect nothing. Who builds one deletes its line.
 */
export const UNBUILT: Record<string, Unbuilt> = {
}

/** Whether a group's value is a choice that cannot be made yet. */
export function isUnbuilt(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  return Object.values(UNBUILT).some(({ kinds }) => kinds.some((kind) => kind === value.kind))
}

/** "feature: VARIABLE, VARIABLE" for what is set but does nothing yet. A variable that has its default value asks for nothing. */
export function unbuiltFeatures(set: Values): string[] {
  return Object.entries(UNBUILT).flatMap(([feature, { variables: names }]) => {
    const used = names.filter((name) => set[name] !== variables[name].safeParse(undefined).data)
    return used.length > 0 ? [`${feature}: ${used.join(', ')}`] : []
  })
}

/** What production refuses of it, a problem a feature. */
export function unbuiltProtection(set: RawVariables): { names: string[]; text: string }[] {
  return Object.entries(UNBUILT).flatMap(([feature, { protecting = [] }]) => {
    const names = protecting.filter((name) => asksForSomething(set[name]))
    return names.length > 0
      ? [{ names, text: `${names.join(', ')}: ${feature} does not exist yet; unset what asks for it` }]
      : []
  })
}

/** An unset variable, and a flag that is off in whatever spelling, ask for nothing. */
export function asksForSomething(value = ''): boolean {
  return value !== '' && z.stringbool().safeParse(value).data !== false
}
