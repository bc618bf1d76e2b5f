import { systemRandom } from '../../../../compose/machine.ts'
import type { Pool } from '../../../../db/database.ts'
import type { Clock } from '../../../../ports/clock.ts'
import type { IdentityProvider } from '../../../../ports/identity-provider.ts'
import { rootKeysOf } from '../../../../testing/test-keys.ts'
import { localIdentity } from '../identity.ts'

/**
 * The embedded provider as in production, where new accounts wait for a code.
 *
 * @param codes gets the newest code that was sent to each address.
 */
export function identityOn(db: Pool, clock: Clock, codes: Map<string, string>): Promise<IdentityProvider> {
  return localIdentity({
    db,
    clock,
    random: systemRandom,
    rootKeys: rootKeysOf(),
    issuer: 'http://localhost:8000/identity',
    accessTokenSeconds: 900,
    refreshTokenSeconds: 604_800,
    hashesAtOnce: 2,
    confirmsItself: false,
    google: null,
    sendLater: async (_tx, { to, mail }) => {
      if ('code' in mail) codes.set(to, mail.code)
    },
  })
}
