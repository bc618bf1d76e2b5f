import { CloseIcon } from '../../../../ui/icons.tsx'
import type { PlayerControls } from '../player-controls.ts'
import { Option, Options } from './option.tsx'
import styles from './settings.module.css'

/** What comes after this title, and whether it plays by itself. */
export function NextPage({ following, preferences: { preferences, change } }: PlayerControls) {
  if (!following) return null
  const { queue, unqueue } = following
  return (
    <>
      <Options legend="Play the next one by itself">
        {[true, false].map((autoplays) => (
          <Option
            key={String(autoplays)}
            name="autoplay"
            label={autoplays ? 'Yes, but not while the sleep timer runs' : 'No'}
            checked={preferences.autoplays === autoplays}
            onChoose={() => change({ autoplays })}
          />
        ))}
      </Options>
      {queue.length > 0 && (
        <ol className={styles.chapters} aria-label="What you put there">
          {queue.map(({ id, title }) => (
            <li key={id} className={styles.queued}>
              <span>{title}</span>
              <button
                type="button"
                className={styles.unqueue}
                aria-label={`Leave “${title}” out`}
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
