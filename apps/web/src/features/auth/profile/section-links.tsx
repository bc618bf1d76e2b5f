import { t } from '../messages.ts'
import styles from './section-links.module.css'

const SECTIONS = [
  ['about', t('aboutYou')],
  ['language', t('language')],
  ['plan', t('yourPlan')],
  ['email', t('email')],
  ['password', t('password')],
  ['devices', t('devices')],
  ['breath', t('breath')],
  ['reminders', t('reminders')],
  ['counting', t('counted')],
  ['export', t('copyOfData')],
  ['delete', t('deleteYourAccount')],
] as const

/** The ways within the page. Plain links: the keyboard goes on from where they lead. */
export function SectionLinks() {
  return (
    <nav aria-label={t('onThisPage')} className={styles.sections}>
      <ul>
        {SECTIONS.map(([anchor, title]) => (
          <li key={anchor}>
            <a href={`#${anchor}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
