import type { ObjectStore } from '@better-and-bliss/object-store'
import type { WorkerSettings } from '@better-and-bliss/settings'
import type { Database, Pool } from '../db/database.ts'
import type { TellProviderParts } from '../features/auth/tell-provider.ts'
import { csvOf } from '../features/meditation/export-csv.ts'
import { jsonOf } from '../features/meditation/export-json.ts'
import { forgetSubscriber } from '../features/newsletter/forget-subscriber.ts'
import { emailHasher } from '../features/newsletter/suppressions.ts'
import type { DeleteMembersParts } from '../features/personal-data/delete-members.ts'
import type { WriteExportsParts } from '../features/personal-data/write-exports.ts'
import { sendLaterBy } from '../mail/send-later.ts'
import type { IdentityProvider } from '../ports/identity-provider.ts'
import type { Logger } from '../ports/logger.ts'
import type { RootKeys } from '../sealing.ts'
import { chooseIdentity } from './adapters.ts'
import { systemClock as clock, systemRandom as random } from './machine.ts'

/** What writes exports, deletes members and tells the identity provider of them. */
export function composePersonalData(
  settings: WorkerSettings,
  { db, store, rootKeys, log }: { db: Pool; store: ObjectStore; rootKeys: RootKeys; log: Logger },
): WriteExportsParts & DeleteMembersParts & TellProviderParts {
  const sendLater = sendLaterBy({ rootKeys, clock, random })
  let identity: Promise<IdentityProvider> | null = null
  // Nobody signs in here, so no token is issued.
  const ofIdentity = { issuer: '', hashesAtOnce: 1, confirmsItself: false, google: null }
  const openIdentity = () => {
    identity ??= chooseIdentity(settings, { ...ofIdentity, db, clock, random, rootKeys, sendLater, log })
    identity.catch(() => {
      identity = null
    })
    return identity
  }
  const { workDir, frontendUrl } = settings
  const hashEmail = emailHasher(rootKeys)
  const forget = (tx: Database, email: string) => forgetSubscriber(tx, { hashEmail, clock }, email)
  const practice = { json: jsonOf, csv: csvOf }
  const ofMembers = { db, store, clock, log, sendLater, openIdentity }
  return { ...ofMembers, workDir, practice, frontendUrl, forgetSubscriber: forget }
}
