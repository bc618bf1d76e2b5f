import type { Pool } from '../../db/database.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import type { Logger } from '../../ports/logger.ts'
import { type MemberBehind, noteProviderTold, selectMembersBehind } from './provider-queries.ts'

export const TELL_PROVIDER_EVERY_MS = 5_000

type Provider = Pick<IdentityProvider, 'enable' | 'disable' | 'updateHints'>

export interface TellProviderParts {
  db: Pick<Pool, 'query'>
  log: Logger
  openIdentity: () => Promise<Provider>
}

/**
 * Tells the identity provider of members whose status, role or tier changed: whoever is suspended is disabled there. What
 * fails is tried again the next time, and told whole each time.
 */
export async function tellProvider({ db, log, openIdentity }: TellProviderParts): Promise<void> {
  const members = await selectMembersBehind(db)
  if (members.length === 0) return
  const identity = await openIdentity()
  for (const member of members) {
    try {
      await tell(identity, member)
      await noteProviderTold(db, member)
    } catch (error) {
      log.warn({ err: error, sub: member.sub }, 'The identity provider was not told of a member; it is tried again')
    }
  }
}

async function tell(identity: Provider, { sub, status, status_behind, role, tier }: MemberBehind): Promise<void> {
  if (status_behind) await (status === 'suspended' ? identity.disable(sub) : identity.enable(sub))
  await identity.updateHints(sub, { role, tier })
}
