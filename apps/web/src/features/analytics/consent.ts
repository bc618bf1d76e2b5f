import type { User } from '@better-and-bliss/sdk'

/** Whether what a member plays may be counted: not where they said no, here or to their browser (Global Privacy Control). */
export function mayCount({ analytics_opt_out }: Pick<User, 'analytics_opt_out'>, browser: object = navigator): boolean {
  const { globalPrivacyControl } = browser as { globalPrivacyControl?: unknown }
  return !analytics_opt_out && globalPrivacyControl !== true
}
