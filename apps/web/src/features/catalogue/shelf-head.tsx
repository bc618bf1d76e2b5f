import type { ContentCard } from '@better-and-bliss/sdk'
import type { ReactNode } from 'react'
import { Picture } from '../../ui/picture.tsx'
import styles from './shelf-head.module.css'

interface ShelfHeadProps {
  id: string
  name: string
  picture: string | null
  facts: readonly (string | null)[]
  /** In the words of the studio. */
  words: string | null
  children?: ReactNode
}

/** What stands for one whose picture nobody chose. */
export function firstPicture(items: readonly Pick<ContentCard, 'thumbnail_url'>[] = []): string | null {
  return items.find(({ thumbnail_url }) => thumbnail_url !== null)?.thumbnail_url ?? null
}

/** The head of the page of a series or a category: its picture, its words, and what one can do. */
export function ShelfHead({ id, name, picture, facts, words, children }: ShelfHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.picture}>
        <Picture src={picture} seed={id} eager />
      </div>
      <div>
        <h1 className={styles.name}>{name}</h1>
        <p className={styles.facts}>{facts.filter(Boolean).join(' · ')}</p>
        {words && <p className={styles.words}>{words}</p>}
        {children && <div className={styles.actions}>{children}</div>}
      </div>
    </header>
  )
}
