import type { Profile } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import styles from './plan-card.module.css'

const PLANS: Record<Profile['subscription_tier'], { name: string; words: string }> = {
  free: { name: 'Free', words: 'Everything marked as free, for as long as you like.' },
  basic: { name: 'Basic', words: 'All free and basic sessions, in sharper pictures.' },
  premium: { name: 'Premium', words: 'Everything there is, in the best pictures there are.' },
}

/** What the member's plan holds. */
export function PlanCard({ profile: { subscription_tier, limits } }: { profile: Profile }) {
  const { name, words } = PLANS[subscription_tier]
  const streams = limits.concurrent_streams
  return (
    <section className={styles.card} aria-labelledby="plan">
      <h2 id="plan" className={styles.heading}>
        Your plan
      </h2>
      <p className={styles.name}>{name}</p>
      <p className={styles.words}>{words}</p>
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
