import { MediaTimeRange } from 'media-chrome/react'
import { useEffect, useRef, useState } from 'react'
import type { PlayerControls } from '../player-controls.ts'
import { Preview } from './preview.tsx'
import styles from './seek-bar.module.css'
import { useChapterMarks } from './use-chapter-marks.ts'
import { useKeyboardSeek } from './use-keyboard-seek.ts'
import { useStoryboard } from './use-storyboard.ts'

/** The time line: its chapters are parts of it, and a small picture says where the pointer or the keyboard leads. */
export function SeekBar({ video, chapters, playback }: PlayerControls) {
  const range = useRef<HTMLElement>(null)
  const storyboard = useStoryboard(playback)
  const pointedSeconds = usePointedSeconds(range)
  const soughtSeconds = useKeyboardSeek(video)
  useChapterMarks(video, chapters)
  return (
    <MediaTimeRange ref={range as never} className={styles.range}>
      <Preview slot="preview" seconds={pointedSeconds} {...{ storyboard, chapters }} />
      <Preview slot="current" seconds={soughtSeconds} {...{ storyboard, chapters }} />
    </MediaTimeRange>
  )
}

/** The moment under the pointer; null where there is none. */
function usePointedSeconds(range: { current: HTMLElement | null }): number | null {
  const [seconds, setSeconds] = useState<number | null>(null)
  useEffect(() => {
    const element = range.current
    const point = (event: Event) => setSeconds((event as CustomEvent<number | null>).detail ?? null)
    element?.addEventListener('mediapreviewrequest', point)
    return () => element?.removeEventListener('mediapreviewrequest', point)
  }, [range])
  return seconds
}
