import type { Database } from '../../../db/database.ts'

interface Wish {
  topics?: string[]
  frequency?: 'all' | 'weekly' | 'monthly'
  status?: 'pending' | 'active' | 'unsubscribed'
}

/** Adds a subscriber who has confirmed, unless something else is said. @returns their id. */
export async function subscriber(
  db: Database,
  email: string,
  { topics = ['news'], frequency = 'all', status = 'active' }: Wish = {},
): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    '',
    `insert into newsletter_subscribers (email, status, topics, frequency, consent_at, confirmed_at, subscribed_at)
     values ($1, $2, $3, $4, now(), now(), now()) returning id`,
    [email, status, topics, frequency],
  )
  return row?.id ?? ''
}
