import type { Countries } from '@better-and-bliss/stream-token'
import type { Pool } from '../../../db/database.ts'
import { audit } from '../../../members/audit.ts'
import { fromCountries } from './countries-field.ts'
import { lockCountries, updateCountries } from './new-content-queries.ts'

/** Says where an item may be played, for a command on the machine. @returns false if no item has the slug. */
export async function setCountries(
  db: Pick<Pool, 'transaction'>,
  slug: string,
  countries: Countries,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const item = await lockCountries(tx, slug)
    if (!item) return false
    if (item.countries === countries) return true
    await updateCountries(tx, item.id, countries)
    const actor = { kind: 'operator' } as const
    const act = { actor, action: 'content.changed', target: item.id, requestId: null } as const
    const before = { countries: fromCountries(item.countries) }
    await audit(tx, { ...act, before, after: { countries: fromCountries(countries) } })
    return true
  })
}
