import type { Member } from '../../../access/member.ts'
import { isPermitted } from '../../../access/permissions.ts'
import type { Scope } from './content-queries.ts'

/** Who looks after everybody's items sees all of them, whoever makes some sees their own. */
export function scopeOf(member: Member): Scope {
  return isPermitted(member, 'moderate_content') ? null : member.userId
}

export function mayEdit(member: Member): boolean {
  return isPermitted(member, 'manage_content')
}

/** @param creatorsPublish whether those who make items publish them themselves. */
export function mayPublish(member: Member, creatorsPublish: boolean): boolean {
  return isPermitted(member, 'publish_content') && (creatorsPublish || isPermitted(member, 'moderate_content'))
}
