import type { Tier } from '@better-and-bliss/membership'
import type { Role } from '../access/member.ts'
import type { Database } from '../db/database.ts'
import { insertAuditEntry, type RevokedReason } from './queries.ts'

/** Who acts: somebody signed in, a command on the machine, or a rule of ours. */
export type Actor = { kind: 'member'; sub: string } | { kind: 'operator' } | { kind: 'system' }

interface RoleAndTier {
  role: Role
  tier: Tier
}

/**
 * The acts that are recorded, and all that is recorded of them: no secret has a place here. The target is a subject
 * (`member.`) or the id of a sign-in (`sign_in.`). `member.deleted` is written by the trigger of the deletion.
 */
type Act =
  | { action: 'member.role_and_tier_set'; target: string; before: RoleAndTier; after: RoleAndTier }
  | { action: 'sign_in.revoked'; target: string; before: null; after: { reason: RevokedReason } }

export type AuditEntry = Act & {
  actor: Actor
  /** Null where no request did it. */
  requestId: string | null
}

/** Records an act. @param tx the transaction that does it: neither is stored without the other. */
export async function audit(tx: Database, { actor, ...entry }: AuditEntry): Promise<void> {
  const actorSub = actor.kind === 'member' ? actor.sub : null
  await insertAuditEntry(tx, { ...entry, actorKind: actor.kind, actorSub })
}
