import { Link } from '@tanstack/react-router'
import { parsePeriodSearch } from '../../features/insights/period-search.ts'
import { t } from '../../features/studio/shared/messages.ts'
import { MenuIcon } from '../../ui/icons.tsx'
import styles from './navigation.module.css'
import type { sectionsFor } from './sections.ts'

const ID = 'studio-pages'

/** The ways through the studio: beside the page where there is room, else a native popover behind a button. */
export function Navigation({ sections }: { sections: ReturnType<typeof sectionsFor> }) {
  const close = () => document.getElementById(ID)?.hidePopover()
  return (
    <nav aria-label={t('studio')} className={styles.nav}>
      <button type="button" className={styles.button} popoverTarget={ID}>
        <MenuIcon /> {t('studio')}
      </button>
      <div id={ID} popover="auto" className={styles.sections}>
        {sections.map(({ name, pages }) => (
          <div key={name}>
            <p id={`${ID}-${name}`} className={styles.name}>
              {name}
            </p>
            <ul aria-labelledby={`${ID}-${name}`}>
              {pages.map((page) => (
                <li key={page.to}>
                  <Link
                    to={page.to}
                    search={(current) => (page.hasPeriod ? parsePeriodSearch(current) : {})}
                    className={styles.entry}
                    activeOptions={{ includeSearch: false }}
                    onClick={close}
                  >
                    {page.name}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  )
}
