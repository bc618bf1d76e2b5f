import { CloseIcon } from '../../../../ui/icons.tsx'
import { t } from '../../messages.ts'
import type { PlayerControls } from '../player-controls.ts'
import { Option, Options } from './option.tsx'
import styles from './settings.module.css'

/** What comes after this title, and whether it plays by itself. */
export function NextPage({ following, preferences: { preferences, change } }: PlayerControls) {
  if (!following) return null
  const { queue, unqueue } = following
  return (
    <>
      <Options legend={t('playNextByItself')}>
        {[true, false].map((autoplays) => (
          <Option
            key={String(autoplays)}
            name="autoplay"
            label={autoplays ? t('yesButNot') : t('no')}
            checked={preferences.autoplays === autoplays}
            onChoose={() => change({ autoplays })}
          />
        ))}
      </Options>
      {queue.length > 0 && (
        <ol className={styles.chapters} aria-label={t('whatYouPut')}>
          {queue.map(({ id, title }) => (
            <li key={id} className={styles.queued}>
              <span>{title}</span>
              <button
                type="button"
                className={styles.unqueue}
                aria-label={t('leaveOut', { title })}
                onClick={() => unqueue(id)}
              >
                <CloseIcon size={18} />
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
