import type { Tier } from '@better-and-bliss/membership'
import type { MemberStatus, Role } from '../access/member.ts'
import type { Database } from '../db/database.ts'
import { insertAuditEntry } from './audit-queries.ts'
import type { RevokedReason, SignInMethod } from './queries.ts'

/** Who acts: somebody signed in, a command on the machine, or a rule of ours. */
export type Actor = { kind: 'member'; sub: string } | { kind: 'operator' } | { kind: 'system' }

interface RoleAndTier {
  role: Role
  tier: Tier
}

/**
 * The acts that are recorded, and all that is recorded of them: no secret and no address has a place here. The target is a
 * subject (`member.`, `account.`), or the id of a sign-in (`sign_in.`), an item (`content.`), what items belong to, an upload
 * (`upload.`), or a conversion (`media_job.`). `member.deleted` is written by the trigger of the
 * deletion.
 */
export type Act =
  | { action: 'member.role_and_tier_set'; target: string; before: RoleAndTier; after: RoleAndTier }
  | { action: 'member.status_set'; target: string; before: { status: MemberStatus }; after: { status: MemberStatus } }
  | { action: 'sign_in.revoked'; target: string; before: null; after: { reason: RevokedReason } }
  | { action: 'account.signed_in'; target: string; before: null; after: { sign_in: string; method: SignInMethod } }
  /** `failures`: how many there were within the hour; not each has a row. */
  | { action: 'account.sign_in_failed'; target: string; before: null; after: { failures: number } }
  | { action: 'account.linked'; target: string; before: null; after: { provider: 'google' } }
  /** `ended`: how many sign-ins did with it. */
  | { action: NewPasswordAct; target: string; before: null; after: { ended: number } }
  /** The target is whoever imported; `taken`: how many subscribers. */
  | { action: 'newsletter.imported'; target: string; before: null; after: { taken: number } }
  | ContentAct
  | UploadAct
  | ShelfAct
  /** The target is a conversion. */
  | { action: 'media_job.retried' | 'media_job.cancelled'; target: string; before: null; after: null }
  | { action: AccountAct; target: string; before: null; after: null }

/** The target is the id of an item. */
type ContentAct =
  | { action: 'content.created'; target: string; before: null; after: { slug: string } }
  /** Fields that were changed, but for the description. */
  | { action: 'content.changed'; target: string; before: Record<string, unknown>; after: Record<string, unknown> }
  | { action: 'content.status_set'; target: string; before: ContentStatus; after: ContentStatus }
  /** It is made from another file: its media, cover, captions of a language, or chapters. */
  | { action: 'content.file_set'; target: string; before: ContentFile; after: ContentFile }
  | { action: 'content.file_removed'; target: string; before: ContentFile; after: null }
  /** One that was replaced or removed is there again. */
  | { action: 'content.file_restored'; target: string; before: ContentFile; after: ContentFile }
  | { action: 'content.deleted' | 'content.undeleted'; target: string; before: null; after: null }
  /** After a week nobody can take it back any more. */
  | { action: 'content.purged'; target: string; before: { slug: string }; after: null }

/** The target is the id of an upload. */
type UploadAct =
  | { action: 'upload.begun'; target: string; before: null; after: UploadFacts }
  | { action: 'upload.removed'; target: string; before: UploadFacts & { received: number }; after: null }

interface UploadFacts {
  item: string
  purpose: string
  language: string | null
  length: number
}

export type ShelfKind = 'category' | 'expert' | 'series' | 'pattern'

/** The target is the id of a category, an expert, a series or a breathing pattern. */
export type ShelfAct =
  | { action: `${ShelfKind}.created`; target: string; before: null; after: Record<string, unknown> }
  /** Fields that were changed, but for long texts. */
  | {
      action: `${ShelfKind}.changed` | `${ShelfKind}.picture_set`
      target: string
      before: Record<string, unknown>
      after: Record<string, unknown>
    }
  | { action: `${ShelfKind}.placed`; target: string; before: { position: number }; after: { position: number } }
  /** An item of the series got another place, and others with it. */
  | { action: 'series.ordered'; target: string; before: EpisodePlace; after: EpisodePlace }
  | {
      action: `${ShelfKind}.deleted`
      target: string
      before: Record<string, unknown>
      after: { moved_to: string | null; moved: number }
    }

interface EpisodePlace {
  item: string
  place: number
}

interface ContentStatus {
  status: string
  publish_at: string | null
  publish_when_ready: boolean
}

/** `file`: a key in the object store; null for none, or for chapters that were read from one. */
interface ContentFile {
  purpose: string
  language: string | null
  file: string | null
}

type NewPasswordAct = 'account.password_reset' | 'account.password_changed'
type AccountAct =
  | 'account.email_changed'
  | 'account.export_requested'
  | 'account.deletion_requested'
  | 'account.deletion_cancelled'
  | 'account.deleted'

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
