import { MediaLoadingIndicator } from 'media-chrome/react'
import { Ring } from '../../ui/ring.tsx'
import styles from './player.module.css'

/** While it waits for media; in the middle of what it stands in. */
export function Loading({ slot }: { slot?: 'centered-chrome' }) {
  return (
    <MediaLoadingIndicator slot={slot} noAutohide className={styles.loading}>
      <span slot="icon">
        <Ring size="4.5rem" breathing />
      </span>
    </MediaLoadingIndicator>
  )
}
