import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from './messages.ts'
import { placeInPages } from './place-in-pages.ts'
import styles from './table.module.css'

export interface Column<Row> {
  name: string
  /** What the server sorts by; without it the column is not sorted by. */
  sort?: string
  /** Figures stand at the end of their column. */
  isFigure?: boolean
  /** Left out where there is no room for all: the row's own page tells it. */
  isDetail?: boolean
  cell: (row: Row) => ReactNode
}

interface StudioTableProps<Row> {
  /** What the table is of, for those who do not see it. */
  caption: string
  /** The first one names its row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  idOf: (row: Row) => string
  /** What the list is sorted by. */
  sorted: { sort: string; order: 'asc' | 'desc' }
  onSort: (sort: string, order: 'asc' | 'desc') => void
  /** Rows that can be chosen. */
  choice?: Choice<Row>
  /** What is shown is of an earlier question. */
  isOld: boolean
}

export interface Choice<Row> {
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  nameOf: (row: Row) => string
}

/** A table whose heads sort it. The server does; every state of it has an address. */
export function StudioTable<Row>(props: StudioTableProps<Row>) {
  const { caption, columns, rows, idOf, sorted, onSort, choice, isOld } = props
  const all = rows.map(idOf)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table} aria-busy={isOld}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {choice && (
              <th scope="col" className={styles.choice}>
                <Box
                  label={t('chooseAll')}
                  isChosen={all.length > 0 && all.every((id) => choice.chosen.has(id))}
                  onChoose={(isChosen) => choice.onChoose(new Set(isChosen ? all : []))}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.name} column={column} sorted={sorted} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)} data-chosen={choice?.chosen.has(idOf(row)) || undefined}>
              {choice && (
                <td className={styles.choice}>
                  <Box
                    label={t('choose', { name: choice.nameOf(row) })}
                    isChosen={choice.chosen.has(idOf(row))}
                    onChoose={(isChosen) => choice.onChoose(withOr(choice.chosen, idOf(row), isChosen))}
                  />
                </td>
              )}
              {columns.map(({ name, isFigure, isDetail, cell }, index) =>
                index === 0 ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} data-figure={isFigure || undefined} data-detail={isDetail || undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function withOr(chosen: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const others = [...chosen].filter((other) => other !== id)
  return new Set(isChosen ? [...others, id] : others)
}

interface BoxProps {
  label: string
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}

function Box({ label, isChosen, onChoose }: BoxProps) {
  return (
    <label>
      <span className="visually-hidden">{label}</span>
      <input type="checkbox" checked={isChosen} onChange={({ currentTarget }) => onChoose(currentTarget.checked)} />
    </label>
  )
}

interface HeadProps<Row> extends Pick<StudioTableProps<Row>, 'sorted' | 'onSort'> {
  column: Column<Row>
}

function Head<Row>({ column: { name, sort, isFigure, isDetail }, sorted, onSort }: HeadProps<Row>) {
  if (!sort) {
    return (
      <th scope="col" data-figure={isFigure || undefined} data-detail={isDetail || undefined}>
        {name}
      </th>
    )
  }
  const isSorted = sorted.sort === sort
  const other = isSorted && sorted.order === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      data-figure={isFigure || undefined}
      data-detail={isDetail || undefined}
      aria-sort={isSorted ? (sorted.order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" className={styles.sort} onClick={() => onSort(sort, other)}>
        {name}
      </button>
    </th>
  )
}

interface PagerProps {
  /** `Items`, for those who do not see it. */
  name: string
  offset: number
  limit: number
  total: number
  /** It was not counted further. */
  isAtLeast?: boolean
  /** The address of another page, from 1. */
  linkTo: (page: number) => Pick<LinkProps, 'to' | 'search'>
}

/** The way to the pages before and after. */
export function Pager({ name, offset, limit, total, isAtLeast = false, linkTo }: PagerProps) {
  const place = placeInPages({ offset, limit, total })
  return (
    <nav aria-label={t('pagesOf', { name })} className={styles.pager}>
      <p role="status">{wordsOf(place, total, isAtLeast)}</p>
      {place?.previous && (
        <Link {...linkTo(place.previous)}>{t(place.first === null ? 'lastPage' : 'previousPage')}</Link>
      )}
      {place?.next && <Link {...linkTo(place.next)}>{t('nextPage')}</Link>}
    </nav>
  )
}

function wordsOf(place: ReturnType<typeof placeInPages>, total: number, isAtLeast: boolean): string {
  if (!place) return t('none')
  const { first, last } = place
  if (first === null || last === null) return t('nothingOnPage', { total })
  return t(isAtLeast ? 'rangeOfMore' : 'rangeOf', { first, last, total })
}
