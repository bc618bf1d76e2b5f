import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What the stand-in says of somebody. */
export interface Person {
  email: string
  name: string
  verified: boolean
}

/** Whoever is offered beside the form: one for each thing that may happen. */
export const PEOPLE: (Person & { what: string })[] = [
  { name: 'Gwen Guest', email: 'gwen@gmail.example', verified: true, what: 'has no account at first' },
  { name: 'Fay Free', email: 'free@betterandbliss.local', verified: true, what: 'has an account with a password' },
  { name: 'Una Unsure', email: 'una@gmail.example', verified: false, what: 'never verified this address' },
]

const typed = z
  .object({
    email: z.email('This is not an email address').max(254),
    name: z.string().trim().min(1, 'A name is needed').max(120),
    verified: z.literal('yes').optional(),
  })
  .transform(({ verified, ...who }): Person => ({ ...who, verified: verified === 'yes' }))

/** Whom a form chose: one of the people by their number, or whoever was typed. */
export function chosenPerson(form: URLSearchParams): { person: Person } | { problem: string } {
  const offered = PEOPLE[Number(form.get('person') ?? -1)]
  if (offered) return { person: offered }
  const result = typed.safeParse(Object.fromEntries(form))
  return result.success ? { person: result.data } : { problem: result.error.issues[0]?.message ?? '' }
}

/** Digits, as Google's are; the same address is the same person after a restart. */
export function subjectOf({ email }: Person): string {
  const digest = createHash('sha256').update(email.toLowerCase()).digest()
  return `1${String(digest.readBigUInt64BE() % 10n ** 20n).padStart(20, '0')}`
}
