import type { User } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { SearchField } from '../../features/catalogue/search-field.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { SearchIcon } from '../../ui/icons.tsx'
import { Ring } from '../../ui/ring.tsx'
import { t } from '../messages.ts'
import { AccountMenu } from './account-menu.tsx'
import styles from './header.module.css'
import { SchemeToggle } from './scheme-toggle.tsx'

/** `member` is undefined while we do not know yet. */
export function Header({ member }: { member: User | null | undefined }) {
  const { top, isScrolled } = useScrolled()
  return (
    <>
      <span ref={top} className={styles.top} />
      <header className={styles.header} data-scrolled={isScrolled || undefined}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label={t('brandHome')}>
            <Ring size="2rem" />
            <span className={styles.name} aria-hidden="true">
              Better <i>&amp;</i> Bliss
            </span>
          </Link>
          <nav aria-label={t('main')} className={styles.nav}>
            <Link to="/" activeOptions={{ exact: true }}>
              {t('home')}
            </Link>
            <Link to="/browse" activeOptions={{ includeSearch: false }}>
              {t('library')}
            </Link>
            <Link to="/meditate" activeOptions={{ includeSearch: false }}>
              {t('meditate')}
            </Link>
            {member && <Link to="/yours">{t('yours')}</Link>}
            {member && <Link to="/progress">{t('progress')}</Link>}
          </nav>
          <div className={styles.search}>
            <SearchField />
          </div>
          <div className={styles.tools}>
            <Link to="/browse" className={styles.searchLink} aria-label={t('searchLibrary')}>
              <SearchIcon />
            </Link>
            <SchemeToggle />
            {member === undefined && <span className={styles.placeholder} />}
            {member === null && <Strangers />}
            {member && <AccountMenu member={member} />}
          </div>
        </div>
      </header>
    </>
  )
}

/** Whether the page's top has gone out of sight: the header needs a ground of its own then. */
function useScrolled() {
  const top = useRef<HTMLSpanElement>(null)
  const [isScrolled, setIsScrolled] = useState(false)
  useEffect(() => {
    if (!top.current) return
    const observer = new IntersectionObserver(([entry]) => setIsScrolled(entry?.isIntersecting === false))
    observer.observe(top.current)
    return () => observer.disconnect()
  }, [])
  return { top, isScrolled }
}

function Strangers() {
  return (
    <>
      <Link to="/sign-in" className={styles.signIn}>
        {t('signIn')}
      </Link>
      <ButtonLink to="/sign-up" size="sm" className={styles.join}>
        {t('join')}
      </ButtonLink>
    </>
  )
}
