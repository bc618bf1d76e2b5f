import type { Member } from '../../../access/member.ts'
import { isPermitted } from '../../../access/permissions.ts'
import type { ContentRow, Scope } from './content-queries.ts'

/** Who looks after everybody's items sees all of them, whoever makes some sees their own. */
export function scopeOf(member: Member): Scope {
  return isPermitted(member, 'moderate_content') ? null : member.userId
}

/** What says what somebody may do. */
type Standing = Pick<Member, 'role' | 'tier'>

export function mayEdit(member: Standing): boolean {
  return isPermitted(member, 'manage_content')
}

/** @param creatorsPublish whether those who make items publish them themselves. */
export function mayPublish(member: Standing, creatorsPublish: boolean): boolean {
  return isPermitted(member, 'publish_content') && (creatorsPublish || isPermitted(member, 'moderate_content'))
}

type Shown = Pick<ContentRow, 'status' | 'publish_when_ready'>

/** Whether members see an item, or will without anybody's doing. */
export function isForMembers({ status, publish_when_ready: comes }: Shown): boolean {
  return comes || (status !== 'draft' && status !== 'archived')
}

/** Who does not publish items changes nothing of what members see of them: each change of it would be published without leave. */
export function mayChange(member: Standing, item: Shown, creatorsPublish: boolean): boolean {
  return mayEdit(member) && (!isForMembers(item) || mayPublish(member, creatorsPublish))
}

/**
 * Whether files that were on their way when others published the item may still become a part of it: where it waits for its first
 * media, these were meant; where it has some, nobody has seen the others.
 */
export function mayBring(
  member: Standing,
  item: Shown & Pick<ContentRow, 'is_playable'>,
  creatorsPublish: boolean,
): boolean {
  return mayEdit(member) && (!item.is_playable || mayChange(member, item, creatorsPublish))
}
