import { Button } from '@mantine/core'
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { isMissing, wordsOf } from '../api/answer.ts'
import { retryFailed } from '../api/recovery.ts'
import { isPassing } from '../api/retries.ts'
import { t } from '../language/common.ts'
import { Notice } from './notice.tsx'
import { Waiting } from './ring.tsx'

type QueryResult<Data> = Pick<UseQueryResult<Data>, 'data' | 'error' | 'isFetched'>

interface FetchedProps<Data> {
  query: QueryResult<Data>
  /** Stands there until something has come: words, or the shape of what is on its way. */
  loading: string | Exclude<ReactNode, string>
  /** What could not be fetched: `Your profile`. */
  name: string
  /** What to show where the API knows no such thing. */
  missing?: ReactNode
  /** What to show instead of data that hold nothing. */
  empty?: ReactNode
  isEmpty?: (data: Data) => boolean
  /** h1 where this is all that the page has. */
  heading?: 'h1' | 'h2'
  children: (data: Data) => ReactNode
}

/**
 * Shows what a query fetched, and every other state that it can be in: on its way, empty, missing, out of reach. What is out
 * of reach is asked for again by `recoverByItself`; data that have grown old meanwhile stay, and the `StaleNotice` says so.
 */
export function Fetched<Data>(props: FetchedProps<Data>) {
  const { query, loading, name, missing, empty, isEmpty, heading = 'h2', children } = props
  const error = useLastError(query)
  if (query.data !== undefined) return isEmpty?.(query.data) ? empty : children(query.data)
  if (!error) return typeof loading === 'string' ? <Waiting words={loading} /> : loading
  if (missing !== undefined && isMissing(error)) return missing
  return <OutOfReach name={name} error={error} heading={heading} />
}

/** The error is forgotten during each new attempt; those who read its words should not see them come and go. */
function useLastError<Data>({ data, error, isFetched }: QueryResult<Data>): Error | null {
  const [last, setLast] = useState(error)
  if (error && error !== last) setLast(error)
  return data === undefined && isFetched ? (error ?? last) : null
}

function OutOfReach({ name, error, heading }: { name: string; error: Error; heading: 'h1' | 'h2' }) {
  const queries = useQueryClient()
  const words = wordsOf(error, t('wentWrongOurSide'))
  return (
    <div role="alert">
      <Notice
        heading={heading}
        title={t('outOfReach', { name })}
        action={isPassing(error) && <Button onClick={() => retryFailed(queries)}>{t('tryAgain')}</Button>}
      >
        {words} {isPassing(error) && t('triesByItself')}
      </Notice>
    </div>
  )
}
