import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { exportMember } from './export.ts'
import { getMember } from './get.ts'
import { keepMember } from './keep.ts'
import { listMembers } from './list.ts'
import { reinstateMember } from './reinstate.ts'
import { deleteMember } from './remove.ts'
import { setMemberRole } from './set-role.ts'
import { setMemberTier } from './set-tier.ts'
import { signMemberOut } from './sign-out.ts'
import { suspendMember } from './suspend.ts'

/** Who is here, and what they may do. */
export function members(app: App, parts: StudioRouteParts): void {
  listMembers(app, parts)
  getMember(app, parts)
  setMemberTier(app, parts)
  setMemberRole(app, parts)
  suspendMember(app, parts)
  reinstateMember(app, parts)
  signMemberOut(app, parts)
  exportMember(app, parts)
  deleteMember(app, parts)
  keepMember(app, parts)
}
