import { clockWords } from '../../positions/positions.ts'
import type { PlayerControls } from '../player-controls.ts'
import { spokenTime } from '../spoken-time.ts'
import styles from './settings.module.css'

export function ChaptersPage({ chapters, chapter, video }: PlayerControls) {
  return (
    <ol className={styles.chapters}>
      {chapters.map(({ title, start_seconds }, index) => (
        <li key={start_seconds}>
          <button
            type="button"
            className={styles.row}
            aria-current={index === chapter || undefined}
            onClick={() => {
              if (video.current) video.current.currentTime = start_seconds
            }}
          >
            {title}
            <span className={styles.value}>
              <span className="visually-hidden">{spokenTime(start_seconds)}</span>
              <span aria-hidden="true">{clockWords(start_seconds)}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
