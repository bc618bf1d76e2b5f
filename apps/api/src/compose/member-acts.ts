import type { AuthParts } from '../features/auth/parts.ts'
import { selectUserBySub } from '../features/auth/queries.ts'
import { cancelDeletion, requestDeletion } from '../features/auth/request-deletion.ts'
import { setSuspended } from '../features/auth/set-suspended.ts'
import { setTask, setTier } from '../features/auth/set-tier.ts'
import { signOutEverywhere } from '../features/auth/sign-out-everywhere.ts'
import type { PersonalDataParts } from '../features/personal-data/parts.ts'
import { askForExport } from '../features/personal-data/request-export.ts'
import type { MemberActs } from '../features/studio/members/acts.ts'

/** What the studio does to members, by those who know how. */
export function composeMemberActs(auth: AuthParts, personalData: PersonalDataParts): MemberActs {
  const { db, clock, sendLater } = auth
  const tell = () => ({ sendLater, nowMs: clock.nowMs() })
  return {
    setTier: (sub, tier, by) => setTier(db, { sub }, { tier, ...by }),
    setTask: (sub, task, by) => setTask(db, { sub }, { task, ...by }),
    suspend: (sub, reason, by, check) =>
      setSuspended(db, { sub }, { suspended: true, reason, tell: tell(), check, ...by }),
    reinstate: (sub, by, check) =>
      setSuspended(db, { sub }, { suspended: false, reason: null, tell: tell(), check, ...by }),
    signOut: (sub, by) => signOutEverywhere(auth, sub, by),
    requestExport: async (sub, by) => {
      const user = await selectUserBySub(db, sub)
      if (!user) return false
      await askForExport(personalData, { userId: user.id, sub }, by)
      return true
    },
    requestDeletion: async (sub, by) => (await requestDeletion(auth, sub, by)) !== undefined,
    keep: async (sub, by) => {
      await cancelDeletion(auth, sub, by)
      return (await selectUserBySub(db, sub)) !== undefined
    },
  }
}
