import { createContent, type StudioItemPage } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import styles from '../shared/page.module.css'
import { Pager, StudioTable } from '../shared/table.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { COLUMNS } from './columns.tsx'
import { ContentFilters } from './content-filters.tsx'
import { type ContentSearch, type ContentSort, isNarrowed, sortedBy } from './content-search.ts'
import { t } from './messages.ts'
import { contentListQuery } from './queries.ts'

interface ContentListPageProps {
  search: ContentSearch
  /** Whether the member makes items. */
  mayMake: boolean
  onSearch: (search: ContentSearch) => void
  onMade: (id: string) => void
}

/** The items of the studio, as many as the member may see. */
export function ContentListPage({ search, mayMake, onSearch, onMade }: ContentListPageProps) {
  const list = useQuery(contentListQuery(search))
  const make = mayMake && (
    <div className={styles.actions}>
      <ButtonLink to="/studio/uploads" variant="default">
        {t('upload')}
      </ButtonLink>
      <MakeButton onMade={onMade} />
    </div>
  )
  return (
    <>
      <PageTitle>{t('items')}</PageTitle>
      <div className={styles.head}>
        <PageHead title={t('items')}>{t('itemsHint')}</PageHead>
        {make}
      </div>
      <ContentFilters search={search} onSearch={onSearch} />
      <Fetched
        query={list}
        loading={t('fetchingItems')}
        name={t('listOfItems')}
        isEmpty={({ total }) => total === 0}
        empty={<Nothing search={search} action={make} />}
      >
        {(page) => (
          <Items search={search} page={page} isOld={list.isPlaceholderData} onSearch={onSearch} mayEdit={mayMake} />
        )}
      </Fetched>
    </>
  )
}

function MakeButton({ onMade }: { onMade: (id: string) => void }) {
  const toasts = useToasts()
  const making = useMutation({
    mutationFn: () => answerOf(createContent({ body: { title: t('untitled') } })),
    onSuccess: ({ id }) => onMade(id),
    onError: (error) => toasts.say(wordsOf(error, t('notMade'))),
  })
  return (
    <Button loading={making.isPending} onClick={() => making.mutate()}>
      {t('newItem')}
    </Button>
  )
}

function Nothing({ search, action }: { search: ContentSearch; action: ReactNode }) {
  if (!isNarrowed(search)) {
    return (
      <Notice title={t('noItemYet')} action={action}>
        {t('noItemYetHint')}
      </Notice>
    )
  }
  return (
    <Notice title={t('noSuchItem')} action={<ButtonLink to="/studio/content">{t('seeAllItems')}</ButtonLink>}>
      {t('noneFits')}
    </Notice>
  )
}

interface ItemsProps {
  search: ContentSearch
  page: StudioItemPage
  isOld: boolean
  mayEdit: boolean
  onSearch: (search: ContentSearch) => void
}

function Items({ search, page, isOld, mayEdit, onSearch }: ItemsProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { content, total, has_uncounted: hasUncounted, limit, offset } = page
  const shownAndChosen = content.filter(({ id }) => chosen.has(id))
  const { page: _first, ...others } = search
  return (
    <>
      {shownAndChosen.length > 0 && (
        <BulkBar items={shownAndChosen} mayEdit={mayEdit} onDone={(failed) => setChosen(new Set(failed))} />
      )}
      <StudioTable
        caption={t('items')}
        columns={COLUMNS}
        rows={content}
        idOf={({ id }) => id}
        sorted={sortedBy(search)}
        onSort={(sort, order) => onSearch({ ...others, sort: sort as ContentSort, order })}
        // What is deleted can only be taken back, on its own page.
        choice={search.show === 'deleted' ? undefined : { chosen, onChoose: setChosen, nameOf: ({ title }) => title }}
        isOld={isOld}
      />
      <Pager
        name={t('itemsInSentence')}
        offset={offset}
        limit={limit}
        total={total}
        isAtLeast={hasUncounted}
        linkTo={(to) => ({ to: '/studio/content', search: to === 1 ? others : { ...others, page: String(to) } })}
      />
    </>
  )
}
