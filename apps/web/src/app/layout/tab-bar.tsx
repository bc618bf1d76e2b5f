import type { User } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { BreathIcon, GrowthIcon, HeartIcon, HomeIcon, LibraryIcon, PersonIcon } from '../../ui/icons.tsx'
import { t } from '../messages.ts'
import styles from './tab-bar.module.css'

/** The main ways on a phone, where the thumb is. */
export function TabBar({ member }: { member: User | null | undefined }) {
  return (
    <nav aria-label={t('mainShort')} className={styles.bar}>
      <Link to="/" activeOptions={{ exact: true }}>
        <HomeIcon size={22} /> {t('home')}
      </Link>
      <Link to="/browse" activeOptions={{ includeSearch: false }}>
        <LibraryIcon size={22} /> {t('library')}
      </Link>
      <Link to="/meditate" activeOptions={{ includeSearch: false }}>
        <BreathIcon size={22} /> {t('meditate')}
      </Link>
      {member === null ? (
        <Link to="/sign-in">
          <PersonIcon size={22} /> {t('signIn')}
        </Link>
      ) : (
        <>
          <Link to="/progress">
            <GrowthIcon size={22} /> {t('progress')}
          </Link>
          <Link to="/yours">
            <HeartIcon size={22} /> {t('yours')}
          </Link>
        </>
      )}
    </nav>
  )
}
