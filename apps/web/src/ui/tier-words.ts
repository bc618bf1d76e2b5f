import type { Tier } from '@better-and-bliss/membership'
import { t } from '../language/common.ts'

/** What each plan is called. */
export const TIER_WORDS: Record<Tier, string> = {
  free: t('tierFree'),
  basic: t('tierBasic'),
  premium: t('tierPremium'),
}
