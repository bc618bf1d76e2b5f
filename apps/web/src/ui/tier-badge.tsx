import type { Tier } from '@better-and-bliss/membership'
import { t } from '../language/common.ts'
import { LockIcon } from './icons.tsx'
import styles from './tier-badge.module.css'
import { TIER_WORDS } from './tier-words.ts'

/** The plan that an item belongs to; with a lock where it keeps the viewer out. */
export function TierBadge({ tier, locked = false }: { tier: Tier; locked?: boolean }) {
  return (
    <span className={styles.badge} data-tier={tier}>
      {locked && <LockIcon size={13} />}
      {TIER_WORDS[tier]}
      {locked && <span className="visually-hidden">{t('locked')}</span>}
    </span>
  )
}
