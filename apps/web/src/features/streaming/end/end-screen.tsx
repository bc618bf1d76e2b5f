import { RestartIcon } from '../../../ui/icons.tsx'
import type { PlayerControls } from '../controls/player-controls.ts'
import { t } from '../messages.ts'
import styles from './end-screen.module.css'

/** After the end of a title: what comes next, or what could; nothing is pushed. */
export function EndScreen({ end: { end, stay }, following, actions }: PlayerControls) {
  if (!end || !following) return null
  const { next, playNext, suggestions } = following
  // The controls say how to begin anew.
  if (!next && !suggestions) return null
  return (
    <section className={styles.end} aria-label={t('theEnd')} {...{ noautohide: '' }}>
      {next && (
        <p className={styles.next} role="status">
          {end.secondsLeft === null ? t('next') : t('soon')} <strong>{next.title}</strong>
        </p>
      )}
      <p className={styles.actions}>
        {next && (
          <button type="button" onClick={playNext}>
            {t('playNow')}
            {end.secondsLeft !== null && <span aria-hidden="true"> ({end.secondsLeft})</span>}
          </button>
        )}
        {end.secondsLeft === null ? (
          <button type="button" className={styles.quiet} onClick={actions.togglePlay}>
            <RestartIcon size={18} /> {t('again')}
          </button>
        ) : (
          <button type="button" className={styles.quiet} onClick={stay}>
            {t('stayHere')}
          </button>
        )}
      </p>
      {end.secondsLeft === null && suggestions}
    </section>
  )
}
