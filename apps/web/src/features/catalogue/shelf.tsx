import type { ContentCard } from '@better-and-bliss/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { Fetched } from '../../ui/fetched.tsx'
import { BackIcon, ForwardIcon } from '../../ui/icons.tsx'
import { useFocusWhenFewer } from '../../ui/use-focus-when-fewer.ts'
import { Card, type CardProps, CardSkeleton } from './card.tsx'
import { t } from './messages.ts'
import styles from './shelf.module.css'

interface ShelfProps {
  title: string
  description?: string | null
  /** Undefined while they are loading. */
  items: readonly ContentCard[] | undefined
  /** Where all of it is. */
  more?: ReactNode
  /** Takes an item off this shelf; without it, items stay. */
  onTakeOff?: (item: ContentCard) => void
  /** What the button that does it says before the title. */
  takeOffWords?: CardProps['takeOffWords']
  /** A line below an item, by its id. */
  notes?: ReadonlyMap<string, string>
  /** What views of its items are counted by, where that is more than the page. */
  shelf?: CardProps['shelf']
}

type FetchedShelfProps = Omit<ShelfProps, 'items'> & {
  query: Pick<UseQueryResult<{ content: readonly ContentCard[] }>, 'data' | 'error' | 'isFetched'>
  /** Leaves out those for which it says no. */
  pick?: (item: ContentCard) => boolean
}

/** A shelf of what a query fetched. */
export function FetchedShelf({ query, pick = () => true, ...rest }: FetchedShelfProps) {
  return (
    <Fetched query={query} loading={<Shelf {...rest} items={undefined} />} name={t('quoted', { title: rest.title })}>
      {({ content }) => <Shelf {...rest} items={content.filter(pick)} />}
    </Fetched>
  )
}

const SKELETONS = ['a', 'b', 'c', 'd', 'e']

/** A row of cards that scrolls sideways. Nothing at all where there are none. */
export function Shelf({ title, description, items, more, onTakeOff, takeOffWords, notes, shelf }: ShelfProps) {
  const row = useRef<HTMLUListElement>(null)
  const { canGoBack, canGoOn, go } = useSideways(row, items?.length)
  useFocusWhenFewer(row, items?.length ?? 0)
  if (items?.length === 0) return null
  return (
    <section className={styles.shelf} aria-label={title} aria-busy={items === undefined}>
      <div className={styles.head}>
        <div>
          <h2 className={styles.title}>{title}</h2>
          {description && <p className={styles.description}>{description}</p>}
        </div>
        <div className={styles.tools}>
          {more}
          {(canGoBack || canGoOn) && (
            <span className={styles.arrows}>
              <button
                type="button"
                className={styles.arrow}
                disabled={!canGoBack}
                onClick={() => go(-1)}
                aria-label={t('backIn', { title })}
              >
                <BackIcon />
              </button>
              <button
                type="button"
                className={styles.arrow}
                disabled={!canGoOn}
                onClick={() => go(1)}
                aria-label={t('furtherIn', { title })}
              >
                <ForwardIcon />
              </button>
            </span>
          )}
        </div>
      </div>
      <ul className={styles.row} ref={row} tabIndex={-1}>
        {items
          ? items.map((item) => (
              <li key={item.id}>
                <Card
                  item={item}
                  shelf={shelf}
                  note={notes?.get(item.id)}
                  onTakeOff={onTakeOff && (() => onTakeOff(item))}
                  takeOffWords={takeOffWords}
                />
              </li>
            ))
          : SKELETONS.map((key) => (
              <li key={key}>
                <CardSkeleton />
              </li>
            ))}
      </ul>
    </section>
  )
}

const STEP_SHARE = 0.85

/** Whether a row overflows its box, and how to scroll it. */
function useSideways(row: RefObject<HTMLUListElement | null>, count: number | undefined) {
  const [reach, setReach] = useState({ canGoBack: false, canGoOn: false })
  // biome-ignore lint/correctness/useExhaustiveDependencies: with other items the row reaches elsewhere
  useEffect(() => {
    const element = row.current
    if (!element) return
    const measure = () =>
      setReach({
        canGoBack: element.scrollLeft > 8,
        canGoOn: element.scrollLeft + element.clientWidth < element.scrollWidth - 8,
      })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [row, count])
  const go = (direction: 1 | -1) =>
    row.current?.scrollBy({ left: direction * row.current.clientWidth * STEP_SHARE, behavior: 'smooth' })
  return { go, ...reach }
}
