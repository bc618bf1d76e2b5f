import { isTask, type Member, type Role } from '../../../access/member.ts'
import { isPermitted } from '../../../access/permissions.ts'
import { AppError } from '../../../errors.ts'

/** Who looks after members does not decide on those who have a task in the house: that would be a way past whoever gave it. */
export function mayDecideOn(member: Pick<Member, 'role' | 'tier'>, role: Role): boolean {
  return !isTask(role) || isPermitted(member, 'manage_members')
}

/** @returns a check for an act of `member`. @throws AppError `forbidden` by it. */
export function decidingAs(member: Pick<Member, 'role' | 'tier'>): (role: Role) => void {
  return (role) => {
    if (!mayDecideOn(member, role))
      throw new AppError('forbidden', 'Only an administrator decides on those who work in the studio.')
  }
}
