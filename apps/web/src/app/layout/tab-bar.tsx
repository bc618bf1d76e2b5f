import type { User } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { BreathIcon, GrowthIcon, HeartIcon, HomeIcon, LibraryIcon, PersonIcon } from '../../ui/icons.tsx'
import styles from './tab-bar.module.css'

/** The main ways on a phone, where the thumb is. */
export function TabBar({ member }: { member: User | null | undefined }) {
  return (
    <nav aria-label="Main, short" className={styles.bar}>
      <Link to="/" activeOptions={{ exact: true }}>
        <HomeIcon size={22} /> Home
      </Link>
      <Link to="/browse" activeOptions={{ includeSearch: false }}>
        <LibraryIcon size={22} /> Library
      </Link>
      <Link to="/meditate" activeOptions={{ includeSearch: false }}>
        <BreathIcon size={22} /> Meditate
      </Link>
      {member === null ? (
        <Link to="/sign-in">
          <PersonIcon size={22} /> Sign in
        </Link>
      ) : (
        <>
          <Link to="/progress">
            <GrowthIcon size={22} /> Progress
          </Link>
          <Link to="/yours">
            <HeartIcon size={22} /> Yours
          </Link>
        </>
      )}
    </nav>
  )
}
