import type { ContentDetail, User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LockIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { Ring } from '../../ui/ring.tsx'
import { TIER_WORDS } from '../../ui/tier-words.ts'
import styles from './gate.module.css'
import { t } from './messages.ts'

interface GateProps {
  item: ContentDetail
  member: User | null
  /** Where members write to; null for nowhere. */
  supportEmail: string | null
}

/** What stands where an item would play, for those who may not play it (yet), and what would open it. */
export function Gate({ item, member, supportEmail }: GateProps) {
  return (
    <div className={styles.gate}>
      <div className={styles.poster}>
        <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
      </div>
      <div className={styles.panel}>{contentOf(item, member, supportEmail)}</div>
    </div>
  )
}

function contentOf(item: ContentDetail, member: User | null, supportEmail: string | null): ReactNode {
  if (!item.is_hls_ready) return <Preparing />
  if (!member) return <Anonymous item={item} />
  return <Locked {...{ item, member, supportEmail }} />
}

function Preparing() {
  return (
    <>
      <Ring size="3.25rem" breathing />
      <h2 className={styles.title}>{t('beingPrepared')}</h2>
      <p role="status">{t('nearlyHere')}</p>
    </>
  )
}

function Anonymous({ item }: { item: ContentDetail }) {
  const here = useRouterState({ select: ({ location }) => location.href })
  const isFree = item.access_tier === 'free'
  return (
    <>
      {!isFree && <LockIcon size={30} />}
      <h2 className={styles.title}>
        {isFree ? t('freeForMembers') : t('partOf', { tier: TIER_WORDS[item.access_tier] })}
      </h2>
      <p>{isFree ? t('joinPlays') : t('ifYouHaveIt', { tier: TIER_WORDS[item.access_tier] })}</p>
      <div className={styles.actions}>
        <ButtonLink to="/sign-in" search={{ return: here }}>
          {t('signIn')}
        </ButtonLink>
        <ButtonLink to="/sign-up" search={{ return: here }} variant="white" className={styles.second}>
          {t('joinFree')}
        </ButtonLink>
      </div>
    </>
  )
}

function Locked({ item, member, supportEmail }: GateProps & { member: User }) {
  const plan = TIER_WORDS[item.access_tier]
  return (
    <>
      <LockIcon size={30} />
      <h2 className={styles.title}>{t('partOfPlan', { plan })}</h2>
      <p>{t('youAreOn', { plan, own: TIER_WORDS[member.subscription_tier] })}</p>
      <div className={styles.actions}>
        {supportEmail && (
          <Button component="a" href={letterFor(plan, item, member, supportEmail)}>
            {t('askStudio', { plan })}
          </Button>
        )}
        <ButtonLink to="/browse" search={{ tier: member.subscription_tier }} variant="white" className={styles.second}>
          {t('seeOpen')}
        </ButtonLink>
      </div>
    </>
  )
}

/** Plans are changed by people until they can be bought. */
function letterFor(plan: string, item: ContentDetail, member: User, to: string): string {
  const subject = encodeURIComponent(t('letterSubject', { plan, email: member.email }))
  const body = encodeURIComponent(t('letter', { plan, title: item.title, email: member.email, name: member.name }))
  return `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${subject}&body=${body}`
}
