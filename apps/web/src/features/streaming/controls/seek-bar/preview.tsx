import type { Chapter } from '@better-and-bliss/sdk'
import type { CSSProperties } from 'react'
import { clockWords } from '../../positions/positions.ts'
import { chapterAt } from './chapters.ts'
import styles from './seek-bar.module.css'
import type { StoryboardControl, Tile } from './use-storyboard.ts'

interface PreviewProps {
  /** Where the time line puts it: above the pointer, or above the place that it stands at. */
  slot: 'preview' | 'current'
  /** Null: nothing is shown. */
  seconds: number | null
  storyboard: StoryboardControl | null
  chapters: readonly Chapter[]
}

/** What one would see there. The time line itself tells the time to screen readers. */
export function Preview({ slot, seconds, storyboard, chapters }: PreviewProps) {
  if (seconds === null) return <div slot={slot} className={styles.nothing} />
  const tile = storyboard?.at(seconds)
  const title = chapters[chapterAt(chapters, seconds)]?.title
  return (
    <div slot={slot} className={styles.preview} aria-hidden="true">
      {storyboard && <div className={styles.tile} style={tileStyle(storyboard, tile ?? null)} />}
      {title && <span className={styles.title}>{title}</span>}
      <span>{clockWords(seconds)}</span>
    </div>
  )
}

/** Measured in tiles, for the last sheet may have fewer rows. */
function tileStyle({ columns, aspectRatio }: StoryboardControl, tile: Tile | null): CSSProperties {
  if (!tile) return { aspectRatio }
  return {
    aspectRatio,
    backgroundImage: `url("${tile.address}")`,
    backgroundSize: `${columns * 100}% auto`,
    backgroundPosition: `calc(var(--preview-width) * ${-tile.column}) calc(var(--preview-width) * ${-tile.row / aspectRatio})`,
  }
}
