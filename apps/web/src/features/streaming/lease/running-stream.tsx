import type { RunningStream as Stream } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { deviceNameWords } from '../../../ui/device-words.ts'
import { t } from '../messages.ts'
import styles from './running-stream.module.css'
import { sinceWords } from './since-words.ts'

interface RunningStreamProps {
  stream: Stream
  /** What the button says. */
  action: string
  isQuiet?: boolean
  onAction: () => void
}

/** What plays on a device, since when, and a button that ends it. */
export function RunningStream({ stream, action, isQuiet = false, onAction }: RunningStreamProps) {
  const { device, title, started_at, is_this_sign_in } = stream
  const where = is_this_sign_in ? t('anotherPage') : deviceNameWords(device)
  const since = sinceWords(started_at, Date.now())
  return (
    <li className={styles.stream}>
      <div>
        <strong>{where}</strong>
        <p className={styles.words}>
          {title} · {since}
        </p>
      </div>
      <Button
        variant={isQuiet ? 'default' : 'filled'}
        onClick={onAction}
        aria-label={`${action}: ${title}, ${where}, ${since}`}
      >
        {action}
      </Button>
    </li>
  )
}
