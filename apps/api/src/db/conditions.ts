/** What a statement is narrowed by, and the values of its parameters, `$1` to `$n`. */
export interface Conditions {
  where: string
  values: unknown[]
}

/** A condition, and the values of its own `$1`, `$2` …: it is left out where one of them is undefined. */
export type Condition = readonly [condition: string, ...values: unknown[]]

/**
 * Those that are given alone, joined by `and`: a condition that is not meant costs the planner time, and may hide an index from it.
 * Statements that are made so have no name, and are planned for their values.
 */
export function conditionsOf(given: readonly Condition[]): Conditions {
  const used = given.filter(([, ...values]) => !values.includes(undefined))
  const values: unknown[] = []
  const conditions = used.map(([condition, ...own]) => {
    const before = values.length
    values.push(...own)
    return condition.replaceAll(/\$(\d)/g, (_, place: string) => `$${before + Number(place)}`)
  })
  return { where: conditions.join(' and ') || 'true', values }
}
