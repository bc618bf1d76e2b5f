import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { SortableList } from '../../../ui/sortable-list.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { countWords } from '../../../ui/words.ts'
import { SearchForm } from '../shared/search-form.tsx'
import { Pager } from '../shared/table.tsx'
import { t } from './messages.ts'
import { outdate, shelvesQuery } from './queries.ts'
import type { Page, Shelf, Stored } from './shelf.ts'
import type { ShelfSearch } from './shelf-search.ts'
import styles from './shelves.module.css'
import { usePlace } from './use-place.ts'

interface ListPageProps<Thing extends Stored, Fields extends object> {
  shelf: Shelf<Thing, Fields>
  search: ShelfSearch
  mayManage: boolean
  onSearch: (search: ShelfSearch) => void
  onMade: (id: string) => void
}

/** All of one kind, in their order. */
export function ListPage<Thing extends Stored, Fields extends object>(props: ListPageProps<Thing, Fields>) {
  const { shelf, search, mayManage, onSearch, onMade } = props
  const { words } = shelf
  const list = useQuery(shelvesQuery(shelf, search))
  const make = mayManage && <MakeButton shelf={shelf} onMade={onMade} />
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <div className={styles.head}>
        <PageHead title={words.title}>{words.lead}</PageHead>
        {make}
      </div>
      <search>
        <SearchForm
          key={search.q}
          label={t('findByName')}
          maxLength={120}
          words={search.q ?? ''}
          onWords={(q) => onSearch(q ? { q } : {})}
        />
      </search>
      <Fetched
        query={list}
        loading={t('fetching', { kind: shelf.path })}
        name={t('listOf', { kind: shelf.path })}
        isEmpty={({ total }) => total === 0}
        empty={<Nothing shelf={shelf} isNarrowed={search.q !== undefined} action={make} onAll={() => onSearch({})} />}
      >
        {(page) => <Things shelf={shelf} page={page} search={search} mayManage={mayManage} />}
      </Fetched>
    </>
  )
}

function MakeButton<Thing extends Stored, Fields extends object>({
  shelf,
  onMade,
}: Pick<ListPageProps<Thing, Fields>, 'shelf' | 'onMade'>) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const making = useMutation({
    mutationFn: shelf.make,
    onSuccess: ({ id }) => {
      void outdate(queries, shelf.path)
      onMade(id)
    },
    onError: (error) => toasts.say(wordsOf(error, t('notMade'))),
  })
  return (
    <Button loading={making.isPending} onClick={() => making.mutate()}>
      {t('new', { kind: shelf.path })}
    </Button>
  )
}

interface NothingProps<Thing extends Stored, Fields extends object>
  extends Pick<ListPageProps<Thing, Fields>, 'shelf'> {
  isNarrowed: boolean
  action: ReactNode
  onAll: () => void
}

function Nothing<Thing extends Stored, Fields extends object>(props: NothingProps<Thing, Fields>) {
  const { shelf, isNarrowed, action, onAll } = props
  if (!isNarrowed) {
    return (
      <Notice title={t('noneYet', { kind: shelf.path })} action={action}>
        {shelf.words.nothing}
      </Notice>
    )
  }
  return (
    <Notice
      title={t('noSuch', { kind: shelf.path })}
      action={<Button onClick={onAll}>{t('seeAll', { kind: shelf.path })}</Button>}
    >
      {t('noneCalledSo')}
    </Notice>
  )
}

interface ThingsProps<Thing extends Stored, Fields extends object> {
  shelf: Shelf<Thing, Fields>
  page: Page<Thing>
  search: ShelfSearch
  mayManage: boolean
}

function Things<Thing extends Stored, Fields extends object>(props: ThingsProps<Thing, Fields>) {
  const { shelf, page, search, mayManage } = props
  const { path, words, nameOf, about, place } = shelf
  const { rows, place: put } = usePlace(page.things, async ({ id, before }) => place?.(id, before), path)
  // A part of the list does not say what stands between.
  const isWhole = search.q === undefined && page.total === page.things.length
  return (
    <>
      <SortableList
        label={words.title}
        rows={rows}
        nameOf={nameOf}
        onPlace={mayManage && place && isWhole ? put : null}
      >
        {(thing) => (
          <div className={styles.entry}>
            <Link to={`/studio/${path}/$id`} params={{ id: thing.id }}>
              {nameOf(thing)}
            </Link>
            <p>{about(thing)}</p>
            {thing.items !== undefined && <span>{countWords(thing.items, 'item')}</span>}
          </div>
        )}
      </SortableList>
      {page.total > page.limit && (
        <Pager
          name={t('many', { kind: path })}
          offset={page.offset}
          limit={page.limit}
          total={page.total}
          linkTo={(to) => ({
            to: `/studio/${path}`,
            search: { ...(search.q !== undefined && { q: search.q }), ...(to > 1 && { page: String(to) }) },
          })}
        />
      )}
    </>
  )
}
