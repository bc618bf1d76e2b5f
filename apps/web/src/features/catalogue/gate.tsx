import { TIER_NAMES } from '@better-and-bliss/membership'
import type { ContentDetail, User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../ui/button-link.tsx'
import { LockIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { Ring } from '../../ui/ring.tsx'
import styles from './gate.module.css'

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
      <h2 className={styles.title}>Still being prepared</h2>
      <p role="status">This session is nearly here. The page opens it by itself as soon as it can play.</p>
    </>
  )
}

function Anonymous({ item }: { item: ContentDetail }) {
  const here = useRouterState({ select: ({ location }) => location.href })
  const isFree = item.access_tier === 'free'
  return (
    <>
      {!isFree && <LockIcon size={30} />}
      <h2 className={styles.title}>{isFree ? 'Free for members' : `Part of ${TIER_NAMES[item.access_tier]}`}</h2>
      <p>
        {isFree
          ? 'Join with an email address, and this plays at once. It costs nothing.'
          : `${item.upgrade_message ?? ''}. If you have it, sign in; if not, joining is where it begins.`}
      </p>
      <div className={styles.actions}>
        <ButtonLink to="/sign-in" search={{ return: here }}>
          Sign in
        </ButtonLink>
        <ButtonLink to="/sign-up" search={{ return: here }} variant="white" className={styles.second}>
          Join for free
        </ButtonLink>
      </div>
    </>
  )
}

function Locked({ item, member, supportEmail }: GateProps & { member: User }) {
  const plan = TIER_NAMES[item.access_tier]
  return (
    <>
      <LockIcon size={30} />
      <h2 className={styles.title}>Part of {plan}</h2>
      <p>
        {item.upgrade_message}. You are on {TIER_NAMES[member.subscription_tier]}; your studio can move you, and this
        opens here as soon as they do.
      </p>
      <div className={styles.actions}>
        {supportEmail && (
          <Button component="a" href={letterFor(plan, item, member, supportEmail)}>
            Ask your studio for {plan}
          </Button>
        )}
        <ButtonLink to="/browse" search={{ tier: member.subscription_tier }} variant="white" className={styles.second}>
          See what is open to you
        </ButtonLink>
      </div>
    </>
  )
}

/** Plans are changed by people until they can be bought. */
function letterFor(plan: string, item: ContentDetail, member: User, to: string): string {
  const subject = encodeURIComponent(`${plan} for ${member.email}`)
  const body = encodeURIComponent(
    `Hello,\n\nI would like to move to ${plan}, to play “${item.title}” among others.\nMy account: ${member.email}\n\nThank you,\n${member.name}`,
  )
  return `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${subject}&body=${body}`
}
