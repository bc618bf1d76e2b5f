import type { Tier } from '@better-and-bliss/membership'
import type { Profile } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { TIER_WORDS } from '../../../ui/tier-words.ts'
import { countWords } from '../../../ui/words.ts'
import { t } from '../messages.ts'
import styles from './plan-card.module.css'

const PLAN_WORDS: Record<Tier, string> = {
  free: t('planFree'),
  basic: t('planBasic'),
  premium: t('planPremium'),
}

/** What the member's plan holds. */
export function PlanCard({ profile: { subscription_tier, limits } }: { profile: Profile }) {
  const streams = limits.concurrent_streams
  return (
    <section className={styles.card} aria-labelledby="plan">
      <h2 id="plan" className={styles.heading}>
        {t('yourPlan')}
      </h2>
      <p className={styles.name}>{TIER_WORDS[subscription_tier]}</p>
      <p className={styles.words}>{PLAN_WORDS[subscription_tier]}</p>
      <dl className={styles.limits}>
        <div>
          <dt>{t('picture')}</dt>
          <dd>{t('upTo', { maxQuality: limits.max_quality })}</dd>
        </div>
        <div>
          <dt>{t('atTheSameTime')}</dt>
          <dd>{countWords(streams, 'device')}</dd>
        </div>
      </dl>
      {subscription_tier !== 'premium' && (
        <p className={styles.more}>
          {t.rich('movesYouUp', {
            link: (words) => (
              <Link to="/browse" search={{ tier: 'premium' }}>
                {words}
              </Link>
            ),
          })}
        </p>
      )}
    </section>
  )
}
