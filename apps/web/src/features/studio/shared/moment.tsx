import { LANGUAGE } from '../../../language/page-language.ts'
import styles from './page.module.css'

/** A moment, as tables tell it: in two lines where one has no room. */
export function Moment({ at }: { at: string }) {
  const date = new Date(at)
  return (
    <time dateTime={at}>
      <span className={styles.moment}>{date.toLocaleDateString(LANGUAGE, { dateStyle: 'medium' })},</span>{' '}
      <span className={styles.moment}>{date.toLocaleTimeString(LANGUAGE, { timeStyle: 'short' })}</span>
    </time>
  )
}

/** The day of it. */
export function Day({ at }: { at: string }) {
  return (
    <time dateTime={at} className={styles.moment}>
      {new Date(at).toLocaleDateString(LANGUAGE, { dateStyle: 'medium' })}
    </time>
  )
}
