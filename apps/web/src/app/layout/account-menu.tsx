import type { User } from '@better-and-bliss/sdk'
import { Link, useRouter } from '@tanstack/react-router'
import { wordsOf } from '../../api/answer.ts'
import { forgetSubscription } from '../../features/reminders/device/subscription.ts'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { GrowthIcon, LeaveIcon, PersonIcon } from '../../ui/icons.tsx'
import { TierBadge } from '../../ui/tier-badge.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from '../messages.ts'
import { mayEnterStudio } from '../studio/entry.ts'
import styles from './account-menu.module.css'

const ID = 'account'

/** The member's corner: a native popover, so that Escape, a click beside it and the focus work as everywhere. */
export function AccountMenu({ member }: { member: User }) {
  const close = () => document.getElementById(ID)?.hidePopover()
  const signOut = useSignOut()
  return (
    <>
      <button
        type="button"
        className={styles.avatar}
        popoverTarget={ID}
        aria-label={t('yourAccount', { name: member.name })}
      >
        <span aria-hidden="true">{initialOf(member)}</span>
      </button>
      <div id={ID} popover="auto" className={styles.menu}>
        <div className={styles.who}>
          <strong>{member.name}</strong>
          <span className={styles.email}>{member.email}</span>
          <TierBadge tier={member.subscription_tier} />
        </div>
        <ul>
          <li>
            <Link to="/profile" className={styles.entry} onClick={close}>
              <PersonIcon /> {t('profile')}
            </Link>
          </li>
          {mayEnterStudio(member) && (
            <li>
              <Link to="/studio" className={styles.entry} onClick={close}>
                <GrowthIcon /> {t('studio')}
              </Link>
            </li>
          )}
          <li>
            <button type="button" className={styles.entry} onClick={() => void signOut()}>
              <LeaveIcon /> {t('signOut')}
            </button>
          </li>
        </ul>
      </div>
    </>
  )
}

/** Goes home and signs out there (members' pages would ask to sign in again), or says why it could not. */
export function useSignOut(): () => Promise<void> {
  const signIn = useSignIn()
  const toasts = useToasts()
  const router = useRouter()
  return async () => {
    try {
      await router.navigate({ to: '/' })
      // Who has not saved something may rather stay.
      if (router.state.location.pathname !== '/') return
      await signIn.signOut()
      await forgetSubscription()
      toasts.say(t('signedOut'))
    } catch (error) {
      toasts.say(wordsOf(error, t('signOutFailed')))
    }
  }
}

function initialOf({ name, email }: User): string {
  return (name || email).trim().charAt(0).toUpperCase()
}
