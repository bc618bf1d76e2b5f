import { type Finding, wrong } from '../../ports/finding.ts'

/** What came of looking at something. */
export type Outcome = Finding | { kind: 'fits'; says: string }

/** Something that is looked at. */
export interface Check {
  /** Such as `PostgreSQL`. */
  subject: string
  look: () => Outcome[] | Promise<Outcome[]>
}

export interface Examined {
  subject: string
  outcomes: Outcome[]
}

export function fits(says: string): Outcome {
  return { kind: 'fits', says }
}

/** What production should have, and development does without. */
export function unlessDevelopment(environment: string, finding: Finding): Outcome {
  return environment === 'production' ? finding : fits(`${finding.says} That is right in development.`)
}

/** Longer than everything that is asked may take together. */
const PATIENCE_MS = 30_000

/** Looks at everything at once; never rejects. What cannot be looked at is wrong. */
export function examine(checks: readonly Check[], { patienceMs = PATIENCE_MS } = {}): Promise<Examined[]> {
  return Promise.all(
    checks.map(async ({ subject, look }) => {
      const { promise: late, reject } = Promise.withResolvers<never>()
      const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs)
      try {
        return { subject, outcomes: await Promise.race([late, Promise.resolve().then(look)]) }
      } catch (error) {
        return { subject, outcomes: [wrong(`It could not be looked at: ${reasonOf(error)}.`, REMEDY)] }
      } finally {
        clearTimeout(timer)
      }
    }),
  )
}

const REMEDY = 'See to that first, then look again.'
const MOST_LETTERS = 300

/** Why something failed, in the words of whoever knows best: the deepest cause. */
export function reasonOf(error: unknown): string {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) ({ cause } = cause)
  if (cause instanceof AggregateError && cause.message === '') [cause] = cause.errors as unknown[]
  const words = cause instanceof Error ? cause.message || cause.name : String(cause)
  return words.trim().slice(0, MOST_LETTERS).replace(/\.$/, '')
}
