/** For whoever makes accounts and changes members without the API. */
export type { Role } from '../access/member.ts'
export { TASKS } from '../access/member.ts'
export { ensureAccounts } from '../compose/ensure-accounts.ts'
export { setSuspended } from '../features/auth/set-suspended.ts'
export { setTask, setTier } from '../features/auth/set-tier.ts'
export { verifyAudit } from '../members/audit-chain.ts'
export { emailAddress } from '../text/email-address.ts'
