import { Button, FileButton } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { t } from './messages.ts'
import styles from './uploads.module.css'

/** What browsers offer to choose; the API looks at what it really is. */
export const MEDIA_TYPES = 'video/*,audio/*,.mkv,.avi,.ts,.flac'

interface DropAreaProps {
  isPending: boolean
  onFiles: (files: File[]) => void
}

/** Where films and sounds are dropped, or chosen. */
export function DropArea({ isPending, onFiles }: DropAreaProps) {
  const [isOver, setIsOver] = useState(false)
  const follow = (over: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setIsOver(over)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const files = [...event.dataTransfer.files]
    if (files.length > 0) onFiles(files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same for those who do not drop
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragEnter={follow(true)}
      onDragOver={follow(true)}
      onDragLeave={follow(false)}
      onDrop={drop}
    >
      <p className={styles.dropWords}>{t('drop')}</p>
      <FileButton multiple accept={MEDIA_TYPES} onChange={(files) => files.length > 0 && onFiles(files)}>
        {(button) => (
          <Button {...button} loading={isPending}>
            {t('chooseFiles')}
          </Button>
        )}
      </FileButton>
      <p className={styles.dropNote}>{t('dropHint')}</p>
    </div>
  )
}
