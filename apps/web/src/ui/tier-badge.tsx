import { LockIcon } from './icons.tsx'
import styles from './tier-badge.module.css'

const NAMES = { free: 'Free', basic: 'Basic', premium: 'Premium' }

/** The plan that an item belongs to; with a lock where it keeps the viewer out. */
export function TierBadge({ tier, locked = false }: { tier: keyof typeof NAMES; locked?: boolean }) {
  return (
    <span className={styles.badge} data-tier={tier}>
      {locked && <LockIcon size={13} />}
      {NAMES[tier]}
      {locked && <span className="visually-hidden">, locked</span>}
    </span>
  )
}
