import type { Tier } from '@better-and-bliss/membership'
import type { FastifyRequest } from 'fastify'
import type { Member, Role, Task } from '../../../access/member.ts'
import { AppError } from '../../../errors.ts'
import type { Actor } from '../../../members/audit.ts'

/** Who does it, and by which request. */
export interface By {
  actor: Actor
  requestId: string
}

/** What can be done to a member, by subject: accounts and personal data know how. Each says whether there is such a member. */
export interface MemberActs {
  setTier(sub: string, tier: Tier, by: By): Promise<boolean>
  /** @param task null for none. @throws AppError `last_admin` */
  setTask(sub: string, task: Task | null, by: By): Promise<boolean>
  /**
   * @param reason as the member is told.
   * @param check whether it may be done to somebody of this role.
   * @throws AppError `last_admin`
   */
  suspend(sub: string, reason: string, by: By, check: (role: Role) => void): Promise<boolean>
  reinstate(sub: string, by: By, check: (role: Role) => void): Promise<boolean>
  /** Ends all sign-ins. */
  signOut(sub: string, by: By): Promise<boolean>
  /** The member is told when it can be fetched, and alone fetches it. @throws AppError `too_many_requests` */
  requestExport(sub: string, by: By): Promise<boolean>
  /** In some days, until when the member may keep the account. @throws AppError `last_admin` */
  requestDeletion(sub: string, by: By): Promise<boolean>
  keep(sub: string, by: By): Promise<boolean>
}

export function byOf({ id: requestId }: Pick<FastifyRequest, 'id'>, { sub }: Pick<Member, 'sub'>): By {
  return { actor: { kind: 'member', sub }, requestId }
}

export function unknownMember(): AppError {
  return new AppError('not_found', 'Member not found')
}
