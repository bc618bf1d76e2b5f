import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import { t } from '../language/common.ts'

interface ShowMoreProps {
  query: { isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  /** Where the entries are; its children each hold a link. */
  list: RefObject<HTMLUListElement | null>
  shown: number
  total: number | undefined
  className: string | undefined
}

/** Fetches the next entries of a list. */
export function ShowMore({ query, list, shown, total, className }: ShowMoreProps) {
  /** The button may be gone afterwards: the focus goes on to the first new entry. */
  async function showMore(): Promise<void> {
    await query.fetchNextPage()
    requestAnimationFrame(() => list.current?.children[shown]?.querySelector('a')?.focus({ preventScroll: true }))
  }

  return (
    <p className={className}>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void showMore()}>
        {t('showMore')}
      </Button>
      <span>{t('shownOf', { shown, total: total ?? shown })}</span>
    </p>
  )
}
