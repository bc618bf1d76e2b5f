import type { ReactNode } from 'react'
import styles from './player-notice.module.css'

interface PlayerNoticeProps {
  words: string
  /** Buttons, the likeliest first. */
  children: ReactNode
}

/** Something that a member may answer while it plays on. */
export function PlayerNotice({ words, children }: PlayerNoticeProps) {
  return (
    <div className={styles.notice} role="status" {...{ noautohide: '' }}>
      <p>{words}</p>
      <p className={styles.actions}>{children}</p>
    </div>
  )
}
