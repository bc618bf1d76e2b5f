import styles from './page.module.css'

/** A moment, as tables tell it. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className={styles.moment}>
      {new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  )
}

/** The day of it. */
export function Day({ at }: { at: string }) {
  return (
    <time dateTime={at} className={styles.moment}>
      {new Date(at).toLocaleDateString('en', { dateStyle: 'medium' })}
    </time>
  )
}
