import styles from './section-links.module.css'

const SECTIONS = [
  ['about', 'About you'],
  ['plan', 'Your plan'],
  ['email', 'Email'],
  ['password', 'Password'],
  ['devices', 'Devices'],
  ['breath', 'Your breath'],
  ['reminders', 'Reminders'],
  ['counting', 'What is counted'],
  ['export', 'A copy of your data'],
  ['delete', 'Delete your account'],
] as const

/** The ways within the page. Plain links: the keyboard goes on from where they lead. */
export function SectionLinks() {
  return (
    <nav aria-label="On this page" className={styles.sections}>
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
