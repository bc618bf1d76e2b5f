import { TIER_NAMES, type Tier } from '@better-and-bliss/membership'
import type { Profile } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import styles from './plan-card.module.css'

const PLAN_WORDS: Record<Tier, string> = {
  free: 'Everything marked as free, for as long as you like.',
  basic: 'All free and basic sessions, in sharper pictures.',
  premium: 'Everything there is, in the best pictures there are.',
}

/** What the member's plan holds. */
export function PlanCard({ profile: { subscription_tier, limits } }: { profile: Profile }) {
  const streams = limits.concurrent_streams
  return (
    <section className={styles.card} aria-labelledby="plan">
      <h2 id="plan" className={styles.heading}>
        Your plan
      </h2>
      <p className={styles.name}>{TIER_NAMES[subscription_tier]}</p>
      <p className={styles.words}>{PLAN_WORDS[subscription_tier]}</p>
      <dl className={styles.limits}>
        <div>
          <dt>Picture</dt>
          <dd>up to {limits.max_quality}</dd>
        </div>
        <div>
          <dt>At the same time</dt>
          <dd>
            {streams === 1 ? '1 device' : `${streams} devices`}
            <span className={styles.note}>no limit is enforced yet</span>
          </dd>
        </div>
      </dl>
      {subscription_tier !== 'premium' && (
        <p className={styles.more}>
          Your studio can move you up.{' '}
          <Link to="/browse" search={{ tier: 'premium' }}>
            See what Premium holds
          </Link>
        </p>
      )}
    </section>
  )
}
