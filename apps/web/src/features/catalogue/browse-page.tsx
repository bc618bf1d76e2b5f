import type { Reading, SearchPage } from '@better-and-bliss/sdk'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './browse-page.module.css'
import { type BrowseSearch, isNarrowed, parseBrowseSearch } from './browse-search.ts'
import { Card, CardSkeleton } from './card.tsx'
import { CategoryChips } from './category-chips.tsx'
import { Filters } from './filters.tsx'
import { t } from './messages.ts'
import { openFirst } from './next-of.ts'
import { categoriesQuery, libraryQuery } from './queries.ts'
import { SearchField } from './search-field.tsx'
import { readWords } from './words.ts'

export function BrowsePage({ search }: { search: BrowseSearch }) {
  const categories = useQuery(categoriesQuery())
  const category = categories.data?.find(({ slug, id }) => search.category === slug || search.category === id)
  const title = search.q ? t('quoted', { title: search.q }) : (category?.name ?? t('library'))
  return (
    <div className={styles.page}>
      <PageTitle>{search.q ? t('searchTitle', { q: search.q }) : title}</PageTitle>
      <PageHead title={title}>{!search.q && (category ? category.description : t('everything'))}</PageHead>
      <div className={styles.search}>
        <SearchField />
      </div>
      {search.q ? null : (
        <>
          <CategoryChips categories={categories.data} chosen={category?.slug} search={search} />
          <Filters search={search} />
        </>
      )}
      <Results search={search} />
    </div>
  )
}

interface ResultsProps {
  search: BrowseSearch
  heading?: string | undefined
  /** Whether what opens comes before what is locked, on each page of it. */
  opensFirst?: boolean | undefined
}

const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const EAGER_CARDS = 4

/** What a choice finds, as much as is asked for. Under a heading of its own it says nothing of the choice. */
export function Results({ search, heading, opensFirst }: ResultsProps) {
  const library = useInfiniteQuery(libraryQuery(search))
  return (
    <Fetched query={library} loading={<Pending search={search} heading={heading} />} name={t('theLibrary')}>
      {({ pages }) => <Found {...{ search, heading, opensFirst, library, pages }} />}
    </Fetched>
  )
}

function Pending({ search, heading }: ResultsProps) {
  return (
    <section aria-busy>
      <Head search={search} heading={heading} total={undefined} items={undefined} understood={undefined} />
      <ul className={styles.grid}>
        {SKELETONS.map((key) => (
          <li key={key}>
            <CardSkeleton />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface FoundProps extends ResultsProps {
  library: {
    isPlaceholderData: boolean
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => Promise<unknown>
  }
  pages: readonly SearchPage[]
}

function Found({ search, heading, opensFirst = false, library, pages }: FoundProps) {
  const grid = useRef<HTMLUListElement>(null)
  const { isPlaceholderData, hasNextPage } = library
  const items = pages.flatMap(({ content }) => (opensFirst ? openFirst(content) : content))
  const [first] = pages
  const total = first?.total
  const understood = isPlaceholderData ? undefined : first
  return (
    <section aria-busy={isPlaceholderData} aria-label={heading}>
      <Head
        search={search}
        heading={heading}
        total={isPlaceholderData ? undefined : total}
        items={items}
        understood={understood}
      />
      {items.length === 0 && !isPlaceholderData ? (
        <NothingFound search={search} readings={understood?.readings ?? []} />
      ) : (
        <ul ref={grid} className={styles.grid} data-stale={isPlaceholderData || undefined}>
          {items.map((item, index) => (
            <li key={item.id}>
              <Card item={item} eager={index < EAGER_CARDS} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && !isPlaceholderData && (
        <ShowMore query={library} list={grid} shown={items.length} total={total} className={styles.more} />
      )}
    </section>
  )
}

function Head({ heading, ...applied }: AppliedProps & Pick<ResultsProps, 'heading'>) {
  if (heading !== undefined) return <h2 className={styles.heading}>{heading}</h2>
  return (
    <>
      <h2 className="visually-hidden">{t('results')}</h2>
      <Applied {...applied} />
    </>
  )
}

interface AppliedProps {
  search: BrowseSearch
  total: number | undefined
  items: { expert: { name: string } | null; series: { name: string } | null }[] | undefined
  understood: Pick<SearchPage, 'readings' | 'corrected_q'> | undefined
}

/** How many were found, how the question was understood, and which of the choices have no control of their own on this page. */
function Applied({ search, total, items, understood }: AppliedProps) {
  const { expert, series, tag, ...rest } = search
  const first = items?.[0]
  return (
    <div className={styles.applied}>
      <p role="status" className={styles.count}>
        {total === undefined ? t('looking') : countWords(total, 'title')}
        {understood?.corrected_q && ` ${t('forCorrected', { q: understood.corrected_q })}`}
      </p>
      {understood?.readings.map(({ words, filters, q_without }) => (
        <Chip key={words} without={{ ...search, q: q_without }}>
          {readWords(filters)}
        </Chip>
      ))}
      {expert && <Chip without={{ ...rest, series, tag }}>{first?.expert?.name ?? expert}</Chip>}
      {series && <Chip without={{ ...rest, expert, tag }}>{first?.series?.name ?? series}</Chip>}
      {tag && <Chip without={{ ...rest, expert, series }}>{tag}</Chip>}
      {isNarrowed(search) && (
        <Link to="/browse" search={{}} className={styles.clear}>
          {t('clearAll')}
        </Link>
      )}
    </div>
  )
}

/** A choice, and the way to do without it. */
function Chip({ without, children }: { without: BrowseSearchOf; children: string }) {
  return (
    <Link to="/browse" search={parseBrowseSearch(without)} className={styles.chip}>
      {children} <span aria-hidden="true">×</span>
      <span className="visually-hidden">{t('remove')}</span>
    </Link>
  )
}

type BrowseSearchOf = { [Part in keyof BrowseSearch]: BrowseSearch[Part] | undefined }

function NothingFound({ search, readings }: { search: BrowseSearch; readings: readonly Reading[] }) {
  if (!isNarrowed(search)) {
    return <Notice title={t('emptyShelf')}>{t('nothingPut')}</Notice>
  }
  if (readings.some(({ filters }) => filters.min_duration !== undefined || filters.max_duration !== undefined)) {
    return (
      <Notice title={t('noSuchLength')} action={<ButtonLink to="/browse">{t('seeEverything')}</ButtonLink>}>
        {t('tryOtherLength')}
      </Notice>
    )
  }
  return (
    <Notice
      title={search.q && readings.length === 0 ? t('nothingByName') : t('emptyShelf')}
      action={<ButtonLink to="/browse">{t('seeEverything')}</ButtonLink>}
    >
      {search.q && readings.length === 0 ? t('tryOtherWords') : t('nothingFits')}
    </Notice>
  )
}
